// A leader's lease (thesis §6.4.1): followers that answered a message will vote for nobody within
// electionTimeoutMin of hearing it, so until then no other leader can be, and reads need no round of their own.
// Counted from when the message left, by the leader's clock, less a margin for clocks that run apart.

import type { Options } from './options.ts';
import type { Instant } from './units.ts';

/** Rounds whose beginning is remembered; an answer to an older one renews nothing. */
const roundsMax = 1024;
const longAgo: Instant = Number.MIN_SAFE_INTEGER;

export class Lease {
  private readonly length: number;
  /** When each of the latest rounds began: a ring. */
  private readonly beganAt: Instant[] = new Array<Instant>(roundsMax).fill(longAgo);
  private newest = longAgo;

  constructor({ electionTimeoutMin, leaseMargin }: Options) {
    this.length = electionTimeoutMin - leaseMargin;
  }

  /** Whether messages that leave now belong to a round of their own. */
  isNewRound(now: Instant): boolean {
    return now > this.newest;
  }

  onRound(round: number, now: Instant): void {
    this.beganAt[round % roundsMax] = now;
    this.newest = now;
  }

  /** Whether it still holds when a quorum has answered `confirmed`, and `round` is the latest. */
  holds(confirmed: number, round: number, now: Instant): boolean {
    return round - confirmed < roundsMax && now < this.beganAt[confirmed % roundsMax]! + this.length;
  }

  /** The own clock was set back, and says nothing of how long ago anything was. */
  restartClock(): void {
    this.beganAt.fill(longAgo);
    this.newest = longAgo;
  }
}
