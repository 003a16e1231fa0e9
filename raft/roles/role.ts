// What every server does whatever its role: Figure 2's "All Servers", and the way to each handler.

import type { ClientRequest } from '../host.ts';
import { type Message, type MessageKind, messageOf } from '../message.ts';
import type { Replica } from '../replica.ts';
import type { Instant } from '../units.ts';
import type { RoleName } from '../view.ts';

/** A message of one kind. */
export type MessageOf<K extends MessageKind> = Extract<Message, { readonly kind: K }>;

export abstract class Role {
  abstract readonly name: RoleName;
  /** When this role wants `onTimeout`, on the server's own clock. */
  deadline: Instant = 0;
  protected readonly replica: Replica;

  constructor(replica: Replica) {
    this.replica = replica;
  }

  /** The replica has just taken this role. */
  abstract onEnter(): void;
  /** The replica is about to take another role. */
  onLeave(): void {}
  /** The own clock has reached `deadline`. */
  abstract onTimeout(): void;
  /** The wait for a leader is over now; false for a leader, which waits for none. */
  campaign(): boolean {
    return false;
  }

  /** The next heartbeat is due now; false for whoever sends none. */
  beat(): boolean {
    return false;
  }

  /** The own clock was set back: deadlines and elapsed times start anew. */
  abstract restartClock(): void;
  /** durableIndex or hardStateDurable went up. */
  onDurable(): void {}
  abstract onRequest(request: ClientRequest): void;

  /** Whether a command would be taken now, or sent on. */
  isOpen(): boolean {
    return true;
  }

  /** "All Servers": a higher term makes a follower of that term (§5.1), except by what changes nothing here. */
  onMessage(message: Message): void {
    if (message.term > this.replica.currentTerm && this.learnsTermFrom(message)) {
      const leader = message.kind === 'AppendEntries' ? message.from : 0;
      this.replica.becomeFollower(message.term, leader);
      this.replica.role.dispatch(message);
    } else this.dispatch(message);
  }

  /** A PreVote changes nothing (thesis §9.6), nor does a RequestVote while a leader is heard (thesis §4.2.3). */
  protected learnsTermFrom(message: Message): boolean {
    if (message.kind === 'PreVote') return false;
    return message.kind !== 'RequestVote' || !this.ignoresCandidates();
  }

  dispatch(message: Message): void {
    switch (message.kind) {
      case 'AppendEntries':
        if (this.isStale(message)) this.refuseStale(message);
        else this.onAppendEntries(message);
        return;
      case 'AppendEntriesReply':
        if (!this.isStale(message)) this.onAppendEntriesReply(message);
        return;
      case 'RequestVote':
        if (this.isStale(message)) this.replyVote(message, false);
        else if (!this.ignoresCandidates()) this.onRequestVote(message);
        return;
      case 'RequestVoteReply':
        if (!this.isStale(message)) this.onRequestVoteReply(message);
        return;
      case 'PreVote':
        if (!this.hearsLeader()) this.replyPreVote(message, this.mayGrantPreVote(message));
        return;
      case 'PreVoteReply':
        this.onPreVoteReply(message);
        return;
      default:
        unreachable(message);
    }
  }

  /** Messages and replies of an older term count for nothing (§5.1). */
  protected isStale(message: Message): boolean {
    return message.term < this.replica.currentTerm;
  }

  /** From the leader of currentTerm. */
  protected abstract onAppendEntries(message: MessageOf<'AppendEntries'>): void;
  /** From a candidate of currentTerm. */
  protected abstract onRequestVote(message: MessageOf<'RequestVote'>): void;

  // Replies concern only the role that asked.
  protected onAppendEntriesReply(_reply: MessageOf<'AppendEntriesReply'>): void {}
  protected onRequestVoteReply(_reply: MessageOf<'RequestVoteReply'>): void {}
  protected onPreVoteReply(_reply: MessageOf<'PreVoteReply'>): void {}

  /** Whether a leader of this term was heard within the minimum election timeout. */
  protected abstract hearsLeader(): boolean;

  protected ignoresCandidates(): boolean {
    return this.replica.options.leaderStickiness && this.hearsLeader();
  }

  /** Granted if a vote in `nextTerm` would be: without a thought for votedFor, which is of this term (thesis §9.6). */
  protected mayGrantPreVote(message: MessageOf<'PreVote'>): boolean {
    const { nextTerm, lastLogIndex, lastLogTerm } = message.body;
    return nextTerm > this.replica.currentTerm && this.isUpToDate(lastLogIndex, lastLogTerm);
  }

  /** The candidate's log is at least as new as the own: its last term decides, then its length (§5.4.1). */
  protected isUpToDate(lastLogIndex: number, lastLogTerm: number): boolean {
    const { log } = this.replica;
    const { lastTerm } = log;
    return lastLogTerm > lastTerm || (lastLogTerm === lastTerm && lastLogIndex >= log.lastIndex);
  }

  /**
   * Tells whoever led an older term of the present one, and nothing else: if that server leads this term by now, it must
   * not take what it sent before for what it sends today, neither the entries nor the round that reads wait for.
   */
  protected refuseStale(message: MessageOf<'AppendEntries'>): void {
    const { id, currentTerm } = this.replica;
    const body = { success: false, matchIndex: 0, hintIndex: 0, hintTerm: 0, round: 0 };
    this.replica.promise(messageOf('AppendEntriesReply', id, message.from, currentTerm, body), 0);
  }

  /** Tells of the own term alone; `matchIndex` is the prevLogIndex refused. */
  protected refuseAppend(message: MessageOf<'AppendEntries'>, hintIndex: number, hintTerm: number): void {
    this.replyAppend(message, false, message.body.prevLogIndex, hintIndex, hintTerm);
  }

  protected replyAppend(
    message: MessageOf<'AppendEntries'>,
    success: boolean,
    matchIndex: number,
    hintIndex: number,
    hintTerm: number,
  ): void {
    const { id, currentTerm } = this.replica;
    const { round } = message.body;
    const body = { success, matchIndex, hintIndex, hintTerm, round };
    const reply = messageOf('AppendEntriesReply', id, message.from, currentTerm, body);
    this.replica.promise(reply, success ? matchIndex : 0);
  }

  protected replyVote(message: MessageOf<'RequestVote'>, voteGranted: boolean): void {
    const { id, currentTerm } = this.replica;
    const reply = messageOf('RequestVoteReply', id, message.from, currentTerm, { voteGranted });
    this.replica.promise(reply, 0);
  }

  protected replyPreVote(message: MessageOf<'PreVote'>, voteGranted: boolean): void {
    const { id, currentTerm } = this.replica;
    const { nextTerm } = message.body;
    const reply = messageOf('PreVoteReply', id, message.from, currentTerm, { nextTerm, voteGranted });
    this.replica.promise(reply, 0);
  }
}

function unreachable(message: never): never {
  throw new Error(`no such message: ${JSON.stringify(message)}`);
}
