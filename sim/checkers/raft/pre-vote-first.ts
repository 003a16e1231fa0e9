// Where servers ask before they stand, a server takes a new term for itself only after a majority, itself
// included, has told it that it might win that term.

import type { Mirror } from './mirror.ts';
import { counted, type Finding, type RaftChecker, type RaftCheckOptions } from './raft-checker.ts';
import { changes, type Step } from './step.ts';

export class PreVoteFirst implements RaftChecker {
  readonly property = 'pre-vote-first';
  readonly source = 'thesis §9.6';
  readonly scope = 'deep';
  readonly watches: number;
  readonly isJudged: boolean;
  private readonly mirror: Mirror;
  /** By asker, then by voter: the latest term for which its consent arrived. */
  private readonly consent: number[][];
  private looked = 0;

  constructor(mirror: Mirror, { preVote }: RaftCheckOptions) {
    this.mirror = mirror;
    this.isJudged = preVote;
    this.watches = preVote ? changes.preVoteReply | changes.term | changes.started : 0;
    this.consent = mirror.nodes.map(() => new Array<number>(mirror.size + 1).fill(0));
  }

  check(step: Step): Finding | null {
    const { node, facts } = step;
    const consent = this.consent[node.id]!;
    if (facts.kind === 'start') consent.fill(0);
    const { message } = facts;
    // What comes late, of an earlier term, takes nothing back.
    if (message?.kind === 'PreVoteReply' && message.body.voteGranted)
      consent[message.from] = Math.max(consent[message.from]!, message.body.nextTerm);
    const { currentTerm: term, votedFor, id } = node;
    if (node.role === 'follower' || votedFor !== id || term <= step.currentTerm || facts.kind === 'start')
      return null;
    this.looked++;
    let votes = 1;
    for (let voter = 1; voter <= this.mirror.size; voter++)
      if (voter !== id && consent[voter] === term) votes++;
    if (votes >= this.mirror.quorum) return null;
    return {
      node: id,
      message: `n${id} stands in term ${term} with ${counted(votes, 'pre-vote')} of the ${this.mirror.quorum} it needs`,
      evidence: { term, votes, quorum: this.mirror.quorum },
    };
  }

  detail(): string {
    return this.isJudged ? counted(this.looked, 'candidacy', 'candidacies') : 'nobody asks first here';
  }
}
