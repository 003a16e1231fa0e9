// Leads a term (§5.3, §5.4): takes commands, commits what a quorum holds, confirms reads, and gives up when it
// hears no quorum.

import type { ClientRequest } from '../host.ts';
import { reachedBy } from '../quorum.ts';
import { entryOverheadBytes, headerBytesMax } from '../size.ts';
import type { LogIndex, NodeId } from '../units.ts';
import { Replicator } from './replicator.ts';
import type { MessageOf } from './role.ts';

export class Leader extends Replicator {
  override readonly name = 'leader';
  /** What `eagerCommit` tells followers of; 0 = nothing yet, or nothing at all. */
  private firstCommit: LogIndex = 0;
  private readonly told: boolean[] = [];
  override onEnter(): void {
    if (this.replica.options.noOpOnElection) this.appendNoOp();
    this.heartbeat();
    this.setDeadline();
  }

  /** Reads that were not served are for the next leader. */
  override onLeave(): void {
    const { effects, leader } = this.replica;
    for (let request = this.reads.give(); request !== undefined; request = this.reads.give())
      effects.answers.push({ request, outcome: { kind: 'redirect', leader } });
  }

  override onTimeout(): void {
    const { replica } = this;
    if (this.hasLostQuorum()) {
      replica.becomeFollower(replica.currentTerm, 0);
      return;
    }
    if (replica.now >= this.heartbeatAt) this.heartbeat();
    if (replica.now >= this.gathering.at) this.sendBatch();
    if (this.thrift !== null && replica.now >= this.thrift.retryAt) this.replicateTo(this.thrift);
    this.setDeadline();
  }

  override beat(): boolean {
    this.heartbeatAt = this.replica.now;
    this.onTimeout();
    return true;
  }

  override restartClock(): void {
    const { now } = this.replica;
    this.progress.restartClock(now);
    this.heartbeatAt = now;
    this.gathering.restartClock(now);
    this.lease?.restartClock();
    this.thrift?.restartClock(now);
    this.setDeadline();
  }

  override onDurable(): void {
    this.advanceCommit();
    if (!this.replica.options.parallelDiskWrite) this.replicate();
  }

  override onRequest(request: ClientRequest): void {
    const { commands, options } = this.replica;
    if (options.reads !== 'log' && commands.isReadOnly(request.command)) this.read(request);
    else this.propose(request);
  }

  /** A leader that cannot commit must not keep clients and voters waiting (thesis §6.2). */
  protected hasLostQuorum(): boolean {
    const { options, now } = this.replica;
    return options.checkQuorum && now - this.quorumContactAt() >= options.electionTimeoutMax;
  }

  protected override hearsLeader(): boolean {
    return this.replica.now - this.quorumContactAt() < this.replica.options.electionTimeoutMin;
  }

  /** By Election Safety (§5.2) nobody else leads this term; what says so is not believed. */
  protected override onAppendEntries(_message: MessageOf<'AppendEntries'>): void {}

  /** Its vote of this term is its own. */
  protected override onRequestVote(message: MessageOf<'RequestVote'>): void {
    this.replyVote(message, false);
  }

  protected override onAppendEntriesReply(reply: MessageOf<'AppendEntriesReply'>): void {
    const { progress, reads } = this;
    const { from, body } = reply;
    progress.heardAt[from] = this.replica.now;
    this.thrift?.onHeard(from, this.replica.now);
    if (body.round > progress.answeredRound[from]!) progress.answeredRound[from] = body.round;
    if (reads.isConfirming) this.confirmRound();
    if (body.success) this.onAccepted(from, body.matchIndex);
    else
      this.onRefused(from, body.matchIndex, this.retryFrom(body.matchIndex, body.hintIndex, body.hintTerm));
  }

  protected onAccepted(node: NodeId, matchIndex: LogIndex): void {
    const { progress } = this;
    if (progress.probing[node] && matchIndex >= progress.nextIndex[node]! - 1) progress.replicate(node);
    if (progress.onMatch(node, matchIndex, this.replica.now)) this.advanceCommit();
    if (this.thrift === null) this.sendEntries(node);
    else if (this.replica.commitIndex < this.sendableIndex()) this.replicateTo(this.thrift);
    if (this.firstCommit > 0) this.tellCommit(node);
  }

  protected onRefused(node: NodeId, prevLogIndex: LogIndex, retryFrom: LogIndex): void {
    if (!this.progress.isNews(node, prevLogIndex)) return;
    this.progress.onRefused(node, prevLogIndex, retryFrom);
    this.send(node);
  }

  /** After the last own entry of the term that is in the follower's way, if there is one (§5.3). */
  protected retryFrom(prevLogIndex: LogIndex, hintIndex: LogIndex, hintTerm: number): LogIndex {
    if (hintTerm === 0) return hintIndex;
    const afterTerm = this.replica.log.firstIndexOfTerm(hintTerm + 1);
    return afterTerm > hintIndex && afterTerm <= prevLogIndex ? afterTerm : hintIndex;
  }

  // Commit (§5.3, §5.4.2)

  protected advanceCommit(): void {
    const { replica } = this;
    const before = replica.commitIndex;
    const index = this.commitCandidate();
    if (index <= before || !this.mayCommit(index)) return;
    replica.advanceCommit(index);
    if (replica.options.eagerCommit && this.firstCommit === 0) this.announceCommit(index);
    // The first entry of the own term lets the reads go that came before it (thesis §6.4).
    this.releaseReads();
  }

  /** The first commit of the term is news to all, and some would hear of it only much later. */
  private announceCommit(index: LogIndex): void {
    this.firstCommit = index;
    for (const node of this.replica.others) this.tellCommit(node);
  }

  /** Once, and only whoever holds what is committed. */
  private tellCommit(node: NodeId): void {
    if (this.told[node] === true || this.progress.matchIndex[node]! < this.firstCommit) return;
    this.told[node] = true;
    this.send(node);
  }

  /** The highest index that a quorum holds durably, this server counted by its disk (thesis §10.2.1). */
  protected commitCandidate(): LogIndex {
    const { id, quorum, members, log } = this.replica;
    const { matchIndex, nextIndex } = this.progress;
    matchIndex[id] = this.ownMatchIndex();
    nextIndex[id] = log.lastIndex + 1;
    return reachedBy(quorum, members, matchIndex, this.scratch);
  }

  protected ownMatchIndex(): LogIndex {
    return this.replica.durableIndex;
  }

  /** Only entries of the own term commit by counting; they take the earlier ones along (§5.4.2, Figure 8). */
  protected mayCommit(index: LogIndex): boolean {
    return this.replica.log.termAt(index) === this.replica.currentTerm;
  }

  // Clients (§8, thesis §6)

  protected propose(request: ClientRequest): void {
    const { replica } = this;
    const { command, client, sequence, acknowledgedBelow } = request;
    if (!this.isOpen()) {
      replica.effects.answers.push({ request, outcome: { kind: 'redirect', leader: 0 } });
      return;
    }
    const bytes = entryOverheadBytes + replica.commands.sizeOf(command);
    if (headerBytesMax + bytes > replica.options.bytesMax) {
      const reason = `the command takes ${bytes} bytes, a message ${replica.options.bytesMax - headerBytesMax} at most`;
      replica.effects.answers.push({ request, outcome: { kind: 'refused', reason } });
      return;
    }
    const index = replica.log.lastIndex + 1;
    const term = replica.currentTerm;
    replica.append({ index, term, command, client, sequence, acknowledgedBelow, bytes });
    replica.effects.waiters.push({ request, index, term });
    if (replica.options.batchDelay > 0) this.gather(index);
    else this.replicate();
  }

  /** What a leader cannot commit, for want of a quorum, it had better not have taken. */
  override isOpen(): boolean {
    const { log, commitIndex, options } = this.replica;
    return log.lastIndex - commitIndex < options.uncommittedMax;
  }

  protected appendNoOp(): void {
    const { log, currentTerm: term } = this.replica;
    const index = log.lastIndex + 1;
    const bytes = entryOverheadBytes;
    this.replica.append({ index, term, command: null, client: 0, sequence: 0, acknowledgedBelow: 0, bytes });
  }

  protected read(request: ClientRequest): void {
    const readIndex = this.readableCommit();
    if (readIndex > 0 && this.holdsLease()) {
      this.replica.effects.reads.push({ request, readIndex, term: this.replica.currentTerm });
      return;
    }
    this.reads.ask(request, readIndex);
    if (!this.reads.isConfirming) this.startRound();
  }

  /** Nobody else can lead yet, so that a read at once is as good as one after a round (thesis §6.4.1). */
  protected holdsLease(): boolean {
    const { lease, reads } = this;
    return lease?.holds(this.answeredRound(), reads.round, this.replica.now) ?? false;
  }

  /** commitIndex, or 0 while it may lag behind what earlier leaders committed (thesis §6.4). */
  protected readableCommit(): LogIndex {
    const { log, commitIndex, currentTerm } = this.replica;
    return log.termAt(commitIndex) === currentTerm ? commitIndex : 0;
  }

  /** Asks all followers whether this server still leads. */
  protected startRound(): void {
    this.heartbeat();
    this.setDeadline();
    // With no followers there is nobody to ask.
    if (this.replica.quorum === 1) this.confirmRound();
  }

  protected confirmRound(): void {
    const { reads } = this;
    const confirmed = this.answeredRound();
    if (confirmed <= reads.confirmedRound) return;
    reads.confirmedRound = confirmed;
    this.releaseReads();
    if (reads.wantsRound && !reads.isConfirming) this.startRound();
  }

  /** The latest round that a quorum has answered, this server among them. */
  protected answeredRound(): number {
    const { quorum, others } = this.replica;
    if (quorum === 1) return this.reads.round;
    return reachedBy(quorum - 1, others, this.progress.answeredRound, this.scratch);
  }

  protected releaseReads(): void {
    this.reads.release(this.replica.currentTerm, this.readableCommit(), this.replica.effects.reads);
  }
}
