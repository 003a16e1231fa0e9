// Proposals that wait to leave together (thesis §10.2.2).

import { type Duration, type Instant, type LogIndex, never } from './units.ts';

export class Gathering {
  /** When they leave; `never` while none are gathered. */
  at: Instant = never;
  /** The last entry before the gathered ones. */
  private after: LogIndex = 0;

  /** The entry at `index` waits, with those that follow it; whether it is the first. */
  begin(index: LogIndex, now: Instant, delay: Duration): boolean {
    if (this.at !== never) return false;
    this.at = now + delay;
    this.after = index - 1;
    return true;
  }

  end(): void {
    this.at = never;
  }

  /** The own clock was set back: they leave now. */
  restartClock(now: Instant): void {
    if (this.at !== never) this.at = now;
  }

  /** The last entry that may leave, of a log that ends at `lastIndex`. */
  lastFree(lastIndex: LogIndex): LogIndex {
    return this.at === never ? lastIndex : this.after;
  }
}
