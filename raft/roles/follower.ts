// Follows the leader of its term (§5.3): checks, stores and acknowledges entries, learns the commit index.

import type { Entry } from '../message.ts';
import type { LogIndex } from '../units.ts';
import type { MessageOf } from './role.ts';
import { Voter } from './voter.ts';

export class Follower extends Voter {
  override readonly name = 'follower';

  override onEnter(): void {
    this.drawElectionTimeout();
  }

  override onTimeout(): void {
    this.replica.becomeCandidate();
  }

  protected override onAppendEntries(message: MessageOf<'AppendEntries'>): void {
    const { replica } = this;
    const { prevLogIndex, prevLogTerm, entries, leaderCommit } = message.body;
    replica.leader = message.from;
    replica.heardLeaderAt = replica.now;
    this.restartElectionTimer();
    if (!this.isConsistent(prevLogIndex, prevLogTerm)) {
      this.refuseInconsistent(message);
      return;
    }
    if (entries.length > 0) this.store(entries);
    replica.advanceCommit(this.followerCommit(leaderCommit, prevLogIndex + entries.length));
    this.acknowledge(message, prevLogIndex + entries.length);
  }

  /** AppendEntries step 2. */
  protected isConsistent(prevLogIndex: LogIndex, prevLogTerm: number): boolean {
    return this.replica.log.matches(prevLogIndex, prevLogTerm);
  }

  /** AppendEntries steps 3 and 4: only a conflict removes entries; what is there already stays. */
  protected store(entries: readonly Entry[]): void {
    const { replica } = this;
    let held = replica.log.countHeld(entries);
    if (held === entries.length) return;
    const first = entries[held]!.index;
    if (first <= replica.log.lastIndex) this.resolveConflict(first);
    for (; held < entries.length; held++) replica.append(entries[held]!);
  }

  /** The entry at `from` and all after it are not the leader's. */
  protected resolveConflict(from: LogIndex): void {
    const { commitIndex, id } = this.replica;
    if (from <= commitIndex)
      throw new Error(`server ${id}: told to drop entry ${from}, but ${commitIndex} is committed (§5.4)`);
    this.replica.truncate(from);
  }

  /** AppendEntries step 5: no further than what this message has verified. */
  protected followerCommit(leaderCommit: LogIndex, verified: LogIndex): LogIndex {
    return Math.min(leaderCommit, verified);
  }

  /** Tells the leader that the log equals its own up to `matchIndex`. */
  protected acknowledge(message: MessageOf<'AppendEntries'>, matchIndex: LogIndex): void {
    this.replyAppend(message, true, matchIndex, 0, 0);
  }

  /** Where the leader should go on: past the whole term that is in the way, if it may be skipped (§5.3). */
  protected refuseInconsistent(message: MessageOf<'AppendEntries'>): void {
    const { log, commitIndex, options } = this.replica;
    const { prevLogIndex } = message.body;
    if (!options.termHint) {
      this.refuseAppend(message, prevLogIndex, 0);
      return;
    }
    if (prevLogIndex > log.lastIndex) {
      this.refuseAppend(message, log.lastIndex + 1, 0);
      return;
    }
    const hintTerm = log.termAt(prevLogIndex);
    // What is committed is the leader's too (Leader Completeness, §5.4.3).
    this.refuseAppend(message, Math.max(commitIndex + 1, log.firstIndexOfTerm(hintTerm)), hintTerm);
  }
}
