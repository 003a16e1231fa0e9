// Whom a thrifty leader sends entries: as many followers as make a quorum with it, those first that left the
// fewest messages unanswered. The others catch up with their next heartbeat.

import type { Progress } from './progress.ts';
import { type Duration, type Instant, type LogIndex, type NodeId, never } from './units.ts';

/** A lossy link answers one of so many attempts; where none of them is answered, there is no link. */
const steadyRetries = 8;

export class Thrift {
  /** When those that are missing are made up for; `never` while none are. */
  retryAt: Instant = never;
  private readonly others: readonly NodeId[];
  private readonly progress: Progress;
  private readonly retryInterval: Duration;
  private readonly retryMax: Duration;
  // In columns indexed by node.
  private readonly unanswered: number[];
  private readonly sentIndex: LogIndex[];
  private readonly sentAt: Instant[];
  private delay: Duration = 0;
  private retries = 0;
  private plannedFor: LogIndex = -1;

  constructor(
    others: readonly NodeId[],
    nodesMax: NodeId,
    progress: Progress,
    retryInterval: Duration,
    retryMax: Duration,
  ) {
    this.others = others;
    this.progress = progress;
    this.retryInterval = retryInterval;
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

  onHeard(node: NodeId): void {
    this.unanswered[node] = 0;
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
      this.delay = this.retryInterval;
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

  private isOn(node: NodeId, limit: LogIndex, now: Instant): boolean {
    if (this.progress.matchIndex[node]! >= limit) return true;
    return this.sentIndex[node]! >= limit && now - this.sentAt[node]! < this.retryInterval;
  }
}
