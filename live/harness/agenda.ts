// What is due when, in real time, with one timer for all of it.

interface Item {
  /** µs after the start. */
  readonly at: number;
  readonly action: () => void;
}

export class Agenda {
  private readonly now: () => number;
  private readonly onError: (error: unknown) => void;
  private readonly items: Item[] = [];
  private timer: NodeJS.Timeout | undefined = undefined;
  private isClosed = false;

  /** `onError`: of an action, after which nothing is due any more. */
  constructor(now: () => number, onError: (error: unknown) => void) {
    this.now = now;
    this.onError = onError;
  }

  /** What is planned first comes first among what is due at one instant. */
  plan(at: number, action: () => void): void {
    const later = this.items.findIndex((item) => item.at > at);
    this.items.splice(later < 0 ? this.items.length : later, 0, { at, action });
    this.wind();
  }

  /** Nothing more happens. */
  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
  }

  private wind(): void {
    const [first] = this.items;
    clearTimeout(this.timer);
    if (first === undefined || this.isClosed) return;
    this.timer = setTimeout(() => this.ring(), Math.max(0, (first.at - this.now()) / 1000));
  }

  private ring(): void {
    for (;;) {
      const [first] = this.items;
      // Timers may ring before their last millisecond is over.
      if (first === undefined || this.isClosed || first.at > this.now()) break;
      this.items.shift();
      try {
        first.action();
      } catch (error) {
        this.close();
        this.onError(error);
      }
    }
    this.wind();
  }
}
