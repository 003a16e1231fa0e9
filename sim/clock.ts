// A node's own clock over virtual time: an offset, a rate and jumps, in integers.

const million = 1_000_000;

export class Clock {
  private anchorTrue = 0;
  private anchorLocal: number;
  private ratePpm: number;

  /** `offset` µs ahead at virtual time 0, running `ratePpm` parts per million fast. */
  constructor(offset: number, ratePpm: number) {
    this.anchorLocal = offset;
    this.ratePpm = ratePpm;
  }

  get rate(): number {
    return this.ratePpm;
  }

  /** What the clock shows at a virtual instant at or after the last change. */
  localAt(trueAt: number): number {
    const elapsed = trueAt - this.anchorTrue;
    if (this.ratePpm === 0) return this.anchorLocal + elapsed;
    return this.anchorLocal + elapsed + Math.floor((elapsed * this.ratePpm) / million);
  }

  /** The first virtual instant, not before `from`, at which the clock shows `local` or more. */
  trueAt(local: number, from: number): number {
    const wanted = local - this.anchorLocal;
    if (this.ratePpm === 0) return Math.max(from, this.anchorTrue + wanted);
    let at = Math.max(from, this.anchorTrue + Math.floor((wanted * million) / (million + this.ratePpm)) - 2);
    while (this.localAt(at) < local) at++;
    return at;
  }

  /** From `now` on: `jump` µs at once, and another rate unless null. */
  adjust(now: number, jump: number, ratePpm: number | null): void {
    this.anchorLocal = this.localAt(now) + jump;
    this.anchorTrue = now;
    if (ratePpm !== null) this.ratePpm = ratePpm;
  }
}
