// What Follower and Candidate share: they hold no leadership, they wait for a random election timeout,
// they vote, and they send clients on.

import type { ClientRequest } from '../host.ts';
import type { Duration } from '../units.ts';
import { type MessageOf, Role } from './role.ts';

export abstract class Voter extends Role {
  /** Drawn once for each wait that ends: a new role, a new candidacy (§5.2, §9.3). */
  private electionTimeout: Duration = 0;

  protected drawElectionTimeout(): void {
    const { electionTimeoutMin, electionTimeoutMax } = this.replica.options;
    const spread = electionTimeoutMax - electionTimeoutMin;
    this.electionTimeout = electionTimeoutMin + this.replica.random.below(spread + 1);
    this.restartElectionTimer();
  }

  protected restartElectionTimer(): void {
    this.deadline = this.replica.now + this.electionTimeout;
  }

  override campaign(): boolean {
    this.onTimeout();
    return true;
  }

  override restartClock(): void {
    const { replica } = this;
    // A leader may count on it still: who cannot tell how long ago it was heard begins anew (thesis §6.4.1).
    if (replica.options.reads === 'lease' && replica.heardLeaderAt > replica.now)
      replica.heardLeaderAt = replica.now;
    this.restartElectionTimer();
  }

  override onRequest(request: ClientRequest): void {
    const outcome = { kind: 'redirect', leader: this.replica.leader } as const;
    this.replica.effects.answers.push({ request, outcome });
  }

  /** A clock that was set back says nothing of how long ago the leader was heard. */
  protected override hearsLeader(): boolean {
    const { now, heardLeaderAt, options } = this.replica;
    return heardLeaderAt <= now && now - heardLeaderAt < options.electionTimeoutMin;
  }

  protected override onRequestVote(message: MessageOf<'RequestVote'>): void {
    const { replica } = this;
    const granted = this.mayGrant(message);
    if (granted) {
      if (replica.votedFor !== message.from) replica.setHardState(replica.currentTerm, message.from);
      this.restartElectionTimer();
    }
    this.replyVote(message, granted);
  }

  /** One vote a term, first come first served (§5.2), for a log at least as new as the own (§5.4.1). */
  protected mayGrant(message: MessageOf<'RequestVote'>): boolean {
    const { votedFor } = this.replica;
    if (votedFor !== 0 && votedFor !== message.from) return false;
    return this.isUpToDate(message.body.lastLogIndex, message.body.lastLogTerm);
  }
}
