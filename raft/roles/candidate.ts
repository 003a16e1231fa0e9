// Seeks a majority (§5.2): first asks whether an election could be won, if so told (thesis §9.6), then
// takes the next term and asks for votes.

import { type Bodies, messageOf } from '../message.ts';
import type { Duration, Instant, NodeId } from '../units.ts';
import type { MessageOf } from './role.ts';
import { Voter } from './voter.ts';

export class Candidate extends Voter {
  override readonly name = 'candidate';
  /** Asks for pre-votes; currentTerm is still the old one. */
  protected preVoting = false;
  /** Who has granted what this phase asks for, itself apart. */
  protected readonly granted: boolean[] = [];
  protected grants = 0;
  /** When this phase ends; before it, voters that did not grant are asked again. */
  private givesUpAt: Instant = 0;
  private retryDelay: Duration = 0;

  override onEnter(): void {
    if (this.replica.options.preVote) this.startPreVote();
    else this.startElection();
  }

  /** No majority in time: a split vote or too few servers; begin again. */
  override onTimeout(): void {
    if (this.replica.now < this.givesUpAt) this.askAgain();
    else this.onEnter();
  }

  override campaign(): boolean {
    this.givesUpAt = this.replica.now;
    return super.campaign();
  }

  override restartClock(): void {
    super.restartClock();
    this.givesUpAt = this.deadline;
    this.planRetry();
  }

  override onDurable(): void {
    if (!this.preVoting) this.leadIfElected();
  }

  protected startPreVote(): void {
    this.preVoting = true;
    this.drawElectionTimeout();
    this.forgetGrants();
    this.beginRetries();
    this.askPreVotes();
    if (this.isMajority(this.grants + 1)) this.startElection();
  }

  protected startElection(): void {
    const { replica } = this;
    this.preVoting = false;
    this.drawElectionTimeout();
    this.forgetGrants();
    this.beginRetries();
    replica.setHardState(replica.currentTerm + 1, replica.id);
    this.askVotes();
  }

  private askPreVotes(): void {
    const { replica } = this;
    const { lastIndex: lastLogIndex, lastTerm: lastLogTerm } = replica.log;
    const body: Bodies['PreVote'] = { nextTerm: replica.currentTerm + 1, lastLogIndex, lastLogTerm };
    for (const to of replica.others)
      if (this.granted[to] !== true)
        replica.promise(messageOf('PreVote', replica.id, to, replica.currentTerm, body), 0);
  }

  private askVotes(): void {
    const { replica } = this;
    const { lastIndex: lastLogIndex, lastTerm: lastLogTerm } = replica.log;
    const body: Bodies['RequestVote'] = { lastLogIndex, lastLogTerm };
    for (const to of replica.others)
      if (this.granted[to] !== true)
        replica.promise(messageOf('RequestVote', replica.id, to, replica.currentTerm, body), 0);
  }

  /** Servers retry what is not answered in time (§5.1), each time after twice as long. */
  private askAgain(): void {
    this.retryDelay *= 2;
    if (this.preVoting) this.askPreVotes();
    else this.askVotes();
    this.planRetry();
  }

  private beginRetries(): void {
    this.givesUpAt = this.deadline;
    this.retryDelay = this.replica.options.voteRetryInterval;
    this.planRetry();
  }

  private planRetry(): void {
    if (this.retryDelay > 0) this.deadline = Math.min(this.givesUpAt, this.replica.now + this.retryDelay);
  }

  /** Another server has won this term (§5.2). */
  protected override onAppendEntries(message: MessageOf<'AppendEntries'>): void {
    this.replica.becomeFollower(this.replica.currentTerm, message.from);
    this.replica.role.dispatch(message);
  }

  protected override onPreVoteReply(reply: MessageOf<'PreVoteReply'>): void {
    if (!this.preVoting || !this.answersPreVote(reply)) return;
    this.countGrant(reply.from);
    if (this.isMajority(this.grants + 1)) this.startElection();
  }

  protected override onRequestVoteReply(reply: MessageOf<'RequestVoteReply'>): void {
    if (this.preVoting || !reply.body.voteGranted) return;
    this.countGrant(reply.from);
    this.leadIfElected();
  }

  /** A grant for the term asked about, not for an earlier one. */
  protected answersPreVote(reply: MessageOf<'PreVoteReply'>): boolean {
    return reply.body.voteGranted && reply.body.nextTerm === this.replica.currentTerm + 1;
  }

  /** A server's votes in a term count once, however often they arrive. */
  protected countGrant(from: NodeId): void {
    if (this.granted[from] === true) return;
    this.granted[from] = true;
    this.grants++;
  }

  protected leadIfElected(): void {
    if (this.isMajority(this.grants + (this.countsOwnVote() ? 1 : 0))) this.replica.becomeLeader();
  }

  /** A vote that a crash could undo is none, the own no more than another's. */
  protected countsOwnVote(): boolean {
    return this.replica.hardStateDurable;
  }

  protected isMajority(votes: number): boolean {
    return votes >= this.replica.quorum;
  }

  private forgetGrants(): void {
    this.granted.length = 0;
    this.grants = 0;
  }
}
