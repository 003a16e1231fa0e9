// Leads a term (§5.3, §5.4): replicates its log in batches ahead of the answers, commits what a quorum
// holds, confirms reads, and gives up when it hears no quorum.

import { Batches } from '../batches.ts';
import type { ClientRequest } from '../host.ts';
import { noEntries } from '../log.ts';
import { type Entry, messageOf } from '../message.ts';
import { Progress } from '../progress.ts';
import { reachedBy } from '../quorum.ts';
import { ReadIndex } from '../read-index.ts';
import { entryOverheadBytes, headerBytesMax } from '../size.ts';
import { type Instant, type LogIndex, type NodeId, never } from '../units.ts';
import { type MessageOf, Role } from './role.ts';

export class Leader extends Role {
  override readonly name = 'leader';
  readonly progress: Progress = new Progress(
    this.replica.nodesMax,
    this.replica.options.inflightMax,
    this.replica.log.lastIndex,
    this.replica.now,
  );
  protected readonly reads: ReadIndex = new ReadIndex();
  private readonly scratch = new Float64Array(this.replica.quorum);
  private heartbeatAt: Instant = 0;
  /** When the gathered proposals leave; `never` while none are gathered. */
  private batchAt: Instant = never;
  /** The last entry before the gathered ones. */
  private batchAfter: LogIndex = 0;
  private readonly batches: Batches = new Batches(this.replica.log, this.replica.options);

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
    if (replica.now >= this.batchAt) {
      this.batchAt = never;
      this.replicate();
    }
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
    if (this.batchAt !== never) this.batchAt = now;
    this.setDeadline();
  }

  override onDurable(): void {
    this.advanceCommit();
    if (!this.replica.options.parallelDiskWrite) this.replicate();
  }

  override onRequest(request: ClientRequest): void {
    const { commands, options } = this.replica;
    if (options.reads === 'read-index' && commands.isReadOnly(request.command)) this.read(request);
    else this.propose(request);
  }

  /** Latest instant at which a quorum had answered, this server among them. */
  quorumContactAt(): Instant {
    const { quorum, others, now } = this.replica;
    return quorum === 1 ? now : reachedBy(quorum - 1, others, this.progress.heardAt, this.scratch);
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
    this.sendEntries(node);
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
    // The first entry of the own term lets the reads go that came before it (thesis §6.4).
    this.releaseReads();
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

  protected appendNoOp(): void {
    const { log, currentTerm: term } = this.replica;
    const index = log.lastIndex + 1;
    const bytes = entryOverheadBytes;
    this.replica.append({ index, term, command: null, client: 0, sequence: 0, acknowledgedBelow: 0, bytes });
  }

  protected read(request: ClientRequest): void {
    this.reads.ask(request, this.readableCommit());
    if (!this.reads.isConfirming) this.startRound();
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

  // Replication (§5.3, thesis §10.2)

  /** To every follower, whether or not there is anything to send. */
  protected heartbeat(): void {
    const { others, now, options } = this.replica;
    this.heartbeatAt = now + options.heartbeatInterval;
    if (this.reads.wantsRound) this.reads.round++;
    for (let i = 0; i < others.length; i++) {
      const node = others[i]!;
      if (this.progress.isStalled(node, now, options.heartbeatInterval)) this.progress.probe(node);
      this.send(node);
    }
  }

  protected replicate(): void {
    const { others } = this.replica;
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
    const gathered = this.batchAt === never ? log.lastIndex : this.batchAfter;
    return options.parallelDiskWrite ? gathered : Math.min(gathered, durableIndex);
  }

  private sendAppend(to: NodeId, prevLogIndex: LogIndex, entries: readonly Entry[]): void {
    const { id, currentTerm, commitIndex: leaderCommit, log, effects } = this.replica;
    const prevLogTerm = log.termAt(prevLogIndex);
    const body = { prevLogIndex, prevLogTerm, entries, leaderCommit, round: this.reads.round };
    effects.send.push(messageOf('AppendEntries', id, to, currentTerm, body));
  }

  private gather(index: LogIndex): void {
    if (this.batchAt !== never) return;
    this.batchAt = this.replica.now + this.replica.options.batchDelay;
    this.batchAfter = index - 1;
    this.setDeadline();
  }

  private setDeadline(): void {
    const { checkQuorum, electionTimeoutMax } = this.replica.options;
    this.deadline = Math.min(this.heartbeatAt, this.batchAt);
    if (checkQuorum) this.deadline = Math.min(this.deadline, this.quorumContactAt() + electionTimeoutMax);
  }
}
