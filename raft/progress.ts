// What a leader knows of each follower's log and how much it has sent on trust (paper §5.3, thesis
// §10.2.1), in columns indexed by node. Between any two calls nextIndex > matchIndex.

import type { Instant, LogIndex, NodeId } from './units.ts';

export class Progress {
  readonly nextIndex: LogIndex[];
  readonly matchIndex: LogIndex[];
  /**
   * Probing: where the follower's log ends is not known, so one message at a time. Else replicating:
   * nextIndex runs ahead of the answers.
   */
  readonly probing: boolean[];
  /** When the follower last answered anything in this term, on the leader's clock. */
  readonly heardAt: Instant[];
  /** The latest ReadIndex round that the follower has answered (thesis §6.4). */
  readonly answeredRound: number[];
  /** When the follower was last sent anything; a long time ago at first. */
  readonly sentAt: Instant[];
  /** When the oldest message without an answer left, or what came before it was answered. */
  private readonly waitingSince: Instant[];
  /** Last indexes of the messages in flight, oldest first: a ring of `inflightMax` for each node. */
  private readonly inflight: LogIndex[];
  private readonly inflightHead: number[];
  private readonly inflightCount: number[];
  private readonly inflightMax: number;

  /** `nodesMax`: the highest node id. */
  constructor(nodesMax: NodeId, inflightMax: number, lastIndex: LogIndex, now: Instant) {
    const nodes = nodesMax + 1;
    this.nextIndex = column(nodes, lastIndex + 1);
    this.matchIndex = column(nodes, 0);
    this.probing = new Array<boolean>(nodes).fill(true);
    this.heardAt = column(nodes, now);
    this.answeredRound = column(nodes, 0);
    this.sentAt = column(nodes, Number.MIN_SAFE_INTEGER);
    this.waitingSince = column(nodes, now);
    this.inflight = column(nodes * inflightMax, 0);
    this.inflightHead = column(nodes, 0);
    this.inflightCount = column(nodes, 0);
    this.inflightMax = inflightMax;
  }

  /** Whether the follower may be sent (more) entries now. */
  maySend(node: NodeId): boolean {
    const count = this.inflightCount[node]!;
    return this.probing[node] ? count === 0 : count < this.inflightMax;
  }

  /** Entries up to `lastIndex` have left for the follower. */
  onSent(node: NodeId, lastIndex: LogIndex, now: Instant): void {
    const count = this.inflightCount[node]!;
    if (count === 0) this.waitingSince[node] = now;
    const place = (this.inflightHead[node]! + count) % this.inflightMax;
    this.inflight[node * this.inflightMax + place] = lastIndex;
    this.inflightCount[node] = count + 1;
    // On trust only while replicating; a probe is sent again until it is answered.
    if (!this.probing[node] && lastIndex >= this.nextIndex[node]!) this.nextIndex[node] = lastIndex + 1;
  }

  /** The follower holds the leader's entries up to `index`; whether that is news. matchIndex never falls. */
  onMatch(node: NodeId, index: LogIndex, now: Instant): boolean {
    this.release(node, index, now);
    if (index >= this.nextIndex[node]!) this.nextIndex[node] = index + 1;
    if (index <= this.matchIndex[node]!) return false;
    this.matchIndex[node] = index;
    return true;
  }

  /** Whether a refusal of `prevLogIndex` says what is not yet known. */
  isNews(node: NodeId, prevLogIndex: LogIndex): boolean {
    if (prevLogIndex <= this.matchIndex[node]!) return false;
    return this.probing[node] ? prevLogIndex === this.nextIndex[node]! - 1 : true;
  }

  /** The follower refused `prevLogIndex`: go on from `retryFrom`, at least one step back. */
  onRefused(node: NodeId, prevLogIndex: LogIndex, retryFrom: LogIndex): void {
    this.probe(node);
    this.nextIndex[node] = Math.max(this.matchIndex[node]! + 1, Math.min(retryFrom, prevLogIndex));
  }

  /** Whether something sent to the follower has gone without an answer for `patience` µs. */
  isStalled(node: NodeId, now: Instant, patience: number): boolean {
    return this.inflightCount[node]! > 0 && now - this.waitingSince[node]! >= patience;
  }

  /** Forgets what was sent on trust; a probe that was lost already stands where it must be sent again. */
  probe(node: NodeId): void {
    if (!this.probing[node]) this.nextIndex[node] = this.matchIndex[node]! + 1;
    this.probing[node] = true;
    this.inflightCount[node] = 0;
  }

  /** A probe was answered: trust again. */
  replicate(node: NodeId): void {
    this.probing[node] = false;
    this.inflightCount[node] = 0;
  }

  /** The leader's clock was set back: nothing was heard or sent after `now`. */
  restartClock(now: Instant): void {
    for (let node = 0; node < this.heardAt.length; node++) {
      this.heardAt[node] = Math.min(this.heardAt[node]!, now);
      this.sentAt[node] = Math.min(this.sentAt[node]!, now);
      this.waitingSince[node] = Math.min(this.waitingSince[node]!, now);
    }
  }

  private release(node: NodeId, index: LogIndex, now: Instant): void {
    let head = this.inflightHead[node]!;
    let count = this.inflightCount[node]!;
    if (count === 0) return;
    const ring = node * this.inflightMax;
    const before = count;
    while (count > 0 && this.inflight[ring + head]! <= index) {
      head = head + 1 === this.inflightMax ? 0 : head + 1;
      count--;
    }
    if (count === before) return;
    this.inflightHead[node] = head;
    this.inflightCount[node] = count;
    this.waitingSince[node] = now;
  }
}

function column(length: number, value: number): number[] {
  return new Array<number>(length).fill(value);
}
