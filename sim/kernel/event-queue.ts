// The queue of a run: events in columns, ordered by (instant, sequence), so that two events of one
// instant keep the order in which they were planned. A four-way heap of slot numbers.

const initialSlots = 256;

interface Urgent {
  readonly kind: number;
  readonly target: number;
  readonly argument: number;
  readonly cause: number;
  readonly item: unknown;
}

/** An event that is planned. */
export interface Waiting extends Urgent {
  readonly at: number;
}

export class EventQueue {
  /** The event that `pop` took out. */
  at = 0;
  kind = 0;
  target = 0;
  argument = 0;
  cause = 0;
  item: unknown = null;

  /** What comes before all else, at the present instant, in its order. */
  private next: Urgent[] = [];
  private size = 0;
  private sequence = 0;
  private capacity = initialSlots;
  // Heap order: the keys travel with the slot, so that a comparison touches no other column.
  private heapAt = new Float64Array(initialSlots);
  private heapSequence = new Float64Array(initialSlots);
  private heapSlot = new Int32Array(initialSlots);
  // Slot order: what the event carries.
  private kinds = new Uint8Array(initialSlots);
  private targets = new Int32Array(initialSlots);
  private arguments = new Float64Array(initialSlots);
  private causes = new Float64Array(initialSlots);
  private readonly items: unknown[] = new Array(initialSlots).fill(null);
  private free = new Int32Array(initialSlots).map((_, slot) => slot);

  get length(): number {
    return this.size + this.next.length;
  }

  /** Plans an event. `at` is virtual time in µs; `cause` the number of the event that plans it. */
  push(at: number, kind: number, target: number, argument: number, cause: number, item: unknown): void {
    if (this.size === this.capacity) this.grow();
    const slot = this.free[this.size]!;
    this.kinds[slot] = kind;
    this.targets[slot] = target;
    this.arguments[slot] = argument;
    this.causes[slot] = cause;
    this.items[slot] = item;
    const sequence = this.sequence++;
    const heapAt = this.heapAt;
    const heapSequence = this.heapSequence;
    const heapSlot = this.heapSlot;
    let place = this.size++;
    // The newest sequence is the largest, so only a later instant has to give way.
    while (place > 0) {
      const parent = (place - 1) >> 2;
      if (heapAt[parent]! <= at) break;
      heapAt[place] = heapAt[parent]!;
      heapSequence[place] = heapSequence[parent]!;
      heapSlot[place] = heapSlot[parent]!;
      place = parent;
    }
    heapAt[place] = at;
    heapSequence[place] = sequence;
    heapSlot[place] = slot;
  }

  /** Plans an event for the present instant, before all that is planned for it already. */
  pushNext(kind: number, target: number, argument: number, cause: number, item: unknown): void {
    this.next.push({ kind, target, argument, cause, item });
  }

  /** What waits, in the order in which it comes: for whoever looks at a run that stands still. */
  waiting(): readonly Waiting[] {
    const { size, heapAt, heapSequence, heapSlot } = this;
    const places = Array.from({ length: size }, (_, place) => place).sort(
      (a, b) => heapAt[a]! - heapAt[b]! || heapSequence[a]! - heapSequence[b]!,
    );
    const planned = places.map((place) => {
      const slot = heapSlot[place]!;
      const [kind, target] = [this.kinds[slot]!, this.targets[slot]!];
      const [argument, cause] = [this.arguments[slot]!, this.causes[slot]!];
      return { at: heapAt[place]!, kind, target, argument, cause, item: this.items[slot] };
    });
    return [...this.next.map((urgent) => ({ ...urgent, at: this.at })), ...planned];
  }

  /** The instant of the next event; Infinity when there is none. */
  nextAt(): number {
    if (this.next.length > 0) return this.at;
    return this.size === 0 ? Number.POSITIVE_INFINITY : this.heapAt[0]!;
  }

  /** Takes the next event into the public fields; false when there is none. */
  pop(): boolean {
    if (this.next.length > 0) return this.popUrgent();
    if (this.size === 0) return false;
    const slot = this.heapSlot[0]!;
    this.at = this.heapAt[0]!;
    this.kind = this.kinds[slot]!;
    this.target = this.targets[slot]!;
    this.argument = this.arguments[slot]!;
    this.cause = this.causes[slot]!;
    this.item = this.items[slot];
    this.items[slot] = null;
    const last = --this.size;
    this.free[last] = slot;
    if (last > 0) this.sink(last);
    return true;
  }

  private popUrgent(): boolean {
    const urgent = this.next.shift()!;
    this.kind = urgent.kind;
    this.target = urgent.target;
    this.argument = urgent.argument;
    this.cause = urgent.cause;
    this.item = urgent.item;
    return true;
  }

  /** Moves the last heap element down from the root. */
  private sink(last: number): void {
    const heapAt = this.heapAt;
    const heapSequence = this.heapSequence;
    const heapSlot = this.heapSlot;
    const at = heapAt[last]!;
    const sequence = heapSequence[last]!;
    const slot = heapSlot[last]!;
    let place = 0;
    for (;;) {
      const first = place * 4 + 1;
      if (first >= last) break;
      const end = Math.min(first + 4, last);
      let least = first;
      let leastAt = heapAt[first]!;
      for (let child = first + 1; child < end; child++) {
        const childAt = heapAt[child]!;
        if (childAt < leastAt || (childAt === leastAt && heapSequence[child]! < heapSequence[least]!)) {
          least = child;
          leastAt = childAt;
        }
      }
      if (at < leastAt || (at === leastAt && sequence < heapSequence[least]!)) break;
      heapAt[place] = leastAt;
      heapSequence[place] = heapSequence[least]!;
      heapSlot[place] = heapSlot[least]!;
      place = least;
    }
    heapAt[place] = at;
    heapSequence[place] = sequence;
    heapSlot[place] = slot;
  }

  private grow(): void {
    const capacity = this.capacity * 2;
    this.heapAt = widen(new Float64Array(capacity), this.heapAt);
    this.heapSequence = widen(new Float64Array(capacity), this.heapSequence);
    this.heapSlot = widen(new Int32Array(capacity), this.heapSlot);
    this.kinds = widen(new Uint8Array(capacity), this.kinds);
    this.targets = widen(new Int32Array(capacity), this.targets);
    this.arguments = widen(new Float64Array(capacity), this.arguments);
    this.causes = widen(new Float64Array(capacity), this.causes);
    this.free = widen(new Int32Array(capacity), this.free);
    for (let slot = this.capacity; slot < capacity; slot++) {
      this.free[slot] = slot;
      this.items.push(null);
    }
    this.capacity = capacity;
  }
}

function widen<A extends Float64Array | Int32Array | Uint8Array>(wide: A, narrow: A): A {
  wide.set(narrow);
  return wide;
}
