// How a leader brings its log to the others (§5.3, thesis §10.2): in batches ahead of the answers, to all of them
// or to as many as it needs, and heartbeats where there is nothing to bring.

import { Batches } from '../batches.ts';
import { Gathering } from '../gathering.ts';
import { Lease } from '../lease.ts';
import { noEntries } from '../log.ts';
import { type Entry, messageOf } from '../message.ts';
import { Progress } from '../progress.ts';
import { reachedBy } from '../quorum.ts';
import { ReadIndex } from '../read-index.ts';
import { Thrift } from '../thrift.ts';
import type { Instant, LogIndex, NodeId } from '../units.ts';
import { Role } from './role.ts';

export abstract class Replicator extends Role {
  readonly progress: Progress = new Progress(
    this.replica.nodesMax,
    this.replica.options.inflightMax,
    this.replica.log.lastIndex,
    this.replica.now,
  );
  protected readonly reads: ReadIndex = new ReadIndex();
  protected readonly scratch: Float64Array = new Float64Array(this.replica.quorum);
  protected heartbeatAt: Instant = 0;
  protected readonly gathering: Gathering = new Gathering();
  /** Null where the options have no use for it. */
  protected readonly lease: Lease | null =
    this.replica.options.reads === 'lease' ? new Lease(this.replica.options) : null;
  protected readonly thrift: Thrift | null = this.replica.options.thrifty ? this.newThrift() : null;
  private readonly batches: Batches = new Batches(this.replica.log, this.replica.options);

  /** Latest instant at which a quorum had answered, this server among them. */
  quorumContactAt(): Instant {
    const { quorum, others, now } = this.replica;
    return quorum === 1 ? now : reachedBy(quorum - 1, others, this.progress.heardAt, this.scratch);
  }

  /** To every follower, whether or not there is anything to send; or to those that were sent nothing of late. */
  protected heartbeat(): void {
    const { others, now, options } = this.replica;
    const isSparse = options.sparseHeartbeats && !this.reads.wantsRound;
    this.heartbeatAt = now + options.heartbeatInterval;
    if (this.reads.wantsRound) this.reads.round++;
    for (let i = 0; i < others.length; i++) {
      const node = others[i]!;
      const dueAt = this.progress.sentAt[node]! + options.heartbeatInterval;
      if (isSparse && dueAt > now) {
        this.heartbeatAt = Math.min(this.heartbeatAt, dueAt);
        continue;
      }
      if (this.progress.isStalled(node, now, options.heartbeatInterval)) this.progress.probe(node);
      this.send(node);
    }
  }

  protected replicate(): void {
    const { others } = this.replica;
    if (this.thrift !== null) {
      this.replicateTo(this.thrift);
      return;
    }
    for (let i = 0; i < others.length; i++) this.sendEntries(others[i]!);
  }

  /** Entries if there are any and there is room, else what says that this server leads. */
  protected send(node: NodeId): void {
    const { probing, nextIndex, matchIndex } = this.progress;
    if (!this.progress.maySend(node)) this.sendAppend(node, matchIndex[node]!, noEntries);
    else if (nextIndex[node]! <= this.sendableIndex()) this.sendEntries(node);
    // While replicating, what lies above matchIndex may still be on its way, and a refusal would say nothing.
    else this.sendAppend(node, probing[node] ? nextIndex[node]! - 1 : matchIndex[node]!, noEntries);
  }

  /** As many entries as there are and as the follower may have in flight. */
  protected sendEntries(node: NodeId): void {
    const { progress } = this;
    const limit = this.sendableIndex();
    while (progress.nextIndex[node]! <= limit && progress.maySend(node)) {
      const from = progress.nextIndex[node]!;
      const entries = this.batches.next(from, limit);
      progress.onSent(node, from + entries.length - 1, this.replica.now);
      this.sendAppend(node, from - 1, entries);
    }
  }

  protected sendableIndex(): LogIndex {
    const { options, log, durableIndex } = this.replica;
    const gathered = this.gathering.lastFree(log.lastIndex);
    return options.parallelDiskWrite ? gathered : Math.min(gathered, durableIndex);
  }

  private sendAppend(to: NodeId, prevLogIndex: LogIndex, entries: readonly Entry[]): void {
    const { id, currentTerm, commitIndex: leaderCommit, log, effects } = this.replica;
    const prevLogTerm = log.termAt(prevLogIndex);
    this.onSend(to, prevLogIndex + entries.length, entries.length > 0);
    const body = { prevLogIndex, prevLogTerm, entries, leaderCommit, round: this.reads.round };
    effects.send.push(messageOf('AppendEntries', id, to, currentTerm, body));
  }

  /** Takes down what is about to leave, and opens a round for it where a lease counts them. */
  private onSend(to: NodeId, lastIndex: LogIndex, isEntry: boolean): void {
    const { now } = this.replica;
    this.progress.sentAt[to] = now;
    this.thrift?.onSent(to, lastIndex, isEntry, now);
    if (this.lease?.isNewRound(now)) this.lease.onRound(++this.reads.round, now);
  }

  /** To as many followers as the quorum lacks; again after a while, if their answers do not come. */
  protected replicateTo(thrift: Thrift): void {
    const { now, quorum, commitIndex } = this.replica;
    const limit = this.sendableIndex();
    for (let count = thrift.countOn(limit, now); count < quorum - 1; count++) {
      const node = thrift.next(limit, now);
      if (node === 0) break;
      if (this.progress.isStalled(node, now, thrift.patience)) this.progress.probe(node);
      this.sendEntries(node);
    }
    thrift.plan(commitIndex, limit, now);
    this.setDeadline();
  }

  private newThrift(): Thrift {
    const { others, nodesMax, options } = this.replica;
    return new Thrift(
      others,
      nodesMax,
      this.progress,
      options.retryInterval,
      options.retryRoundTrips,
      options.heartbeatInterval,
    );
  }

  protected gather(index: LogIndex): void {
    const { now, options } = this.replica;
    if (this.gathering.begin(index, now, options.batchDelay)) this.setDeadline();
  }

  protected sendBatch(): void {
    this.gathering.end();
    this.replicate();
  }

  protected setDeadline(): void {
    const { checkQuorum, electionTimeoutMax } = this.replica.options;
    this.deadline = Math.min(this.heartbeatAt, this.gathering.at);
    if (this.thrift !== null) this.deadline = Math.min(this.deadline, this.thrift.retryAt);
    if (checkQuorum) this.deadline = Math.min(this.deadline, this.quorumContactAt() + electionTimeoutMax);
  }
}
