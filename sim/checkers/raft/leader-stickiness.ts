// Who has just heard a leader helps nobody to replace it: within the minimum election timeout a server
// gives no pre-vote and, where the options say so, no vote.

import type { Mirror } from './mirror.ts';
import { counted, type Finding, type RaftChecker, type RaftCheckOptions } from './raft-checker.ts';
import { changes, type Step } from './step.ts';

export class LeaderStickiness implements RaftChecker {
  readonly property = 'leader-stickiness';
  readonly source = 'thesis §4.2.3, §9.6';
  readonly scope = 'deep';
  readonly watches: number;
  readonly isJudged: boolean;
  private readonly mirror: Mirror;
  private readonly options: RaftCheckOptions;
  private looked = 0;

  constructor(mirror: Mirror, options: RaftCheckOptions) {
    this.mirror = mirror;
    this.options = options;
    this.isJudged = options.leaderStickiness || options.preVote;
    const votes = options.leaderStickiness ? changes.vote | changes.term : 0;
    this.watches = votes | (options.preVote ? changes.preVote : 0);
  }

  check(step: Step): Finding | null {
    const { node } = step;
    const candidate = this.helped(step);
    if (candidate === 0) return null;
    this.looked++;
    // On its own clock, as it measures its timeouts; a clock that was set back says nothing.
    const silence = this.mirror.cluster.clock(node.id) - node.heardLeaderAt;
    if (silence < 0 || silence >= this.options.electionTimeoutMin) return null;
    return {
      node: node.id,
      message: `n${node.id} helped n${candidate} to an election ${silence} µs after it had heard the leader`,
      evidence: { candidate, silence, electionTimeoutMin: this.options.electionTimeoutMin },
    };
  }

  detail(): string {
    return this.isJudged
      ? `${counted(this.looked, 'vote')} and pre-votes given`
      : 'nobody needs to refuse here';
  }

  /** Whom the step gave a vote or, at once, a pre-vote; 0 = nobody. */
  private helped({ facts, node, votedFor, currentTerm, role }: Step): number {
    const { message, sent } = facts;
    if (message === null || role === 'leader') return 0;
    if (message.kind === 'RequestVote' && this.options.leaderStickiness) {
      const isNew = node.votedFor !== votedFor || node.currentTerm !== currentTerm;
      return isNew && node.votedFor === message.from ? message.from : 0;
    }
    if (message.kind !== 'PreVote') return 0;
    for (let i = 0; i < sent.count; i++) {
      const reply = sent.items[i]!;
      if (reply.kind === 'PreVoteReply' && reply.body.voteGranted && reply.to === message.from)
        return message.from;
    }
    return 0;
  }
}
