// How fast a hunt is, second by second.

const secondsMax = 24;

export class Pace {
  readonly start: number;
  /** Runs of each of the last seconds, the present one left out. */
  readonly seconds: number[] = [];
  private second: number;
  private madeBefore = 0;
  private made = 0;

  constructor(now: number) {
    this.start = now;
    this.second = now;
  }

  /** `made`: runs so far. */
  note(now: number, made: number): void {
    this.made = made;
    while (now - this.second >= 1000) {
      const passed = Math.floor((now - this.second) / 1000);
      this.seconds.push((made - this.madeBefore) / passed);
      if (this.seconds.length > secondsMax) this.seconds.shift();
      this.madeBefore = made;
      this.second += passed * 1000;
    }
  }

  /** Runs a second, of the last few seconds. */
  rate(now: number): number {
    const recent = this.seconds.slice(-5);
    if (recent.length > 0) return recent.reduce((sum, each) => sum + each, 0) / recent.length;
    return (this.made * 1000) / Math.max(1, now - this.start);
  }
}
