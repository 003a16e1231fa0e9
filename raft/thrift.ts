// Whom a thrifty leader sends entries: as many followers as make a quorum with it, those first that left the
// fewest messages unanswered. The others catch up with their next heartbeat.

import type { Progress } from './progress.ts';
import { type Duration, type Instant, type LogIndex, type NodeId, never } from './units.ts';

/** A lossy link answers one of so many attempts; where none of them is answered, there is no link. */
const steadyRetries = 8;
/** One round trip counts for so little in the mean. */
const smoothing = 8;

export class Thrift {
  /** When those that are missing are made up for; `never` while none are. */
  retryAt: Instant = never;
  private readonly others: readonly NodeId[];
  private readonly progress: Progress;
  private readonly retryInterval: Duration;
  private readonly retryRoundTrips: number;
  private readonly retryMax: Duration;
  // In columns indexed by node.
  private readonly unanswered: number[];
  private readonly sentIndex: LogIndex[];
  private readonly sentAt: Instant[];
  private delay: Duration = 0;
  private retries = 0;
  private plannedFor: LogIndex = -1;
  /** The mean of the round trips, the older the less they count, times `smoothing`; 0: none yet. */
  private roundTrips: Duration = 0;

  constructor(
    others: readonly NodeId[],
    nodesMax: NodeId,
    progress: Progress,
    retryInterval: Duration,
    retryRoundTrips: number,
    retryMax: Duration,
  ) {
    this.others = others;
    this.progress = progress;
    this.retryInterval = retryInterval;
    this.retryRoundTrips = retryRoundTrips;
    this.retryMax = retryMax;
    const nodes = nodesMax + 1;
    this.unanswered = new Array<number>(nodes).fill(0);
    this.sentIndex = new Array<LogIndex>(nodes).fill(0);
    this.sentAt = new Array<Instant>(nodes).fill(0);
  }

  onSent(node: NodeId, lastIndex: LogIndex, isEntry: boolean, now: Instant): void {
    this.unanswered[node] = this.unanswered[node]! + 1;
    if (!isEntry) return;
    this.sentIndex[node] = lastIndex;
    this.sentAt[node] = now;
  }

  onHeard(node: NodeId, now: Instant): void {
    if (this.retryRoundTrips > 0 && this.unanswered[node]! > 0)
      this.measure(now - this.progress.sentAt[node]!);
    this.unanswered[node] = 0;
  }

  /** How long an answer is waited for. */
  get patience(): Duration {
    if (this.retryRoundTrips === 0) return this.retryInterval;
    const measured = Math.floor((this.retryRoundTrips * this.roundTrips) / smoothing);
    return Math.min(Math.max(this.retryInterval, measured), this.retryMax);
  }

  /** How many followers hold the log up to `limit`, or were sent it too lately to be doubted. */
  countOn(limit: LogIndex, now: Instant): number {
    let count = 0;
    for (let i = 0; i < this.others.length; i++) if (this.isOn(this.others[i]!, limit, now)) count++;
    return count;
  }

  /** Whom to send what is missing up to `limit`; 0 = nobody is left. */
  next(limit: LogIndex, now: Instant): NodeId {
    let best: NodeId = 0;
    for (let i = 0; i < this.others.length; i++) {
      const node = this.others[i]!;
      if (this.isOn(node, limit, now)) continue;
      if (best === 0 || this.unanswered[node]! < this.unanswered[best]!) best = node;
    }
    return best;
  }

  /** Nothing more is missing, or it is tried again later: soon at first, then each time twice as late. */
  plan(commitIndex: LogIndex, limit: LogIndex, now: Instant): void {
    if (commitIndex >= limit) this.retryAt = never;
    else if (commitIndex !== this.plannedFor) {
      this.plannedFor = commitIndex;
      this.delay = this.patience;
      this.retries = 0;
      this.retryAt = now + this.delay;
    } else if (now >= this.retryAt) {
      if (++this.retries >= steadyRetries) this.delay = Math.min(this.delay * 2, this.retryMax);
      this.retryAt = now + this.delay;
    } else if (this.retryAt === never) this.retryAt = now + this.delay;
  }

  /** The own clock was set back: nothing was sent after `now`. */
  restartClock(now: Instant): void {
    for (let i = 0; i < this.others.length; i++) {
      const node = this.others[i]!;
      this.sentAt[node] = Math.min(this.sentAt[node]!, now);
    }
    if (this.retryAt !== never) this.retryAt = now;
  }

  /**
   * Since the latest message to this follower: what it answers may be an earlier one, and the answer to that was
   * waited for at least as long as this.
   */
  private measure(roundTrip: Duration): void {
    const sample = Math.max(roundTrip, 0);
    if (this.roundTrips === 0) this.roundTrips = sample * smoothing;
    else this.roundTrips += sample - Math.floor(this.roundTrips / smoothing);
  }

  private isOn(node: NodeId, limit: LogIndex, now: Instant): boolean {
    if (this.progress.matchIndex[node]! >= limit) return true;
    return this.sentIndex[node]! >= limit && now - this.sentAt[node]! < this.patience;
  }
}
