// Which abstract states were seen: a set of 32-bit hashes that takes eight to sixteen bytes a state, for every island
// has one of its own.

const slotsAtFirst = 1024;

export class StateMap {
  /** States in total. */
  count = 0;
  /** Open addressing; 0 = free, so that a hash of 0 counts as 1. */
  private slots = new Uint32Array(slotsAtFirst);

  /** How many of them were new. */
  add(states: Uint32Array): number {
    const before = this.count;
    for (const state of states) {
      if (!this.put(this.slots, state === 0 ? 1 : state)) continue;
      this.count++;
      if (this.count * 2 > this.slots.length) this.grow();
    }
    return this.count - before;
  }

  /** False: it was there. */
  private put(slots: Uint32Array, state: number): boolean {
    const mask = slots.length - 1;
    let slot = state & mask;
    while (slots[slot] !== 0) {
      if (slots[slot] === state) return false;
      slot = (slot + 1) & mask;
    }
    slots[slot] = state;
    return true;
  }

  private grow(): void {
    const wide = new Uint32Array(this.slots.length * 2);
    for (const state of this.slots) if (state !== 0) this.put(wide, state);
    this.slots = wide;
  }
}
