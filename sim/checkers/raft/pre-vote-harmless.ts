// Being asked for a pre-vote changes neither term nor vote nor role.

import { counted, type Finding, type RaftChecker } from './raft-checker.ts';
import { changes, type Step } from './step.ts';

export class PreVoteHarmless implements RaftChecker {
  readonly property = 'pre-vote-harmless';
  readonly source = 'thesis §9.6';
  readonly scope = 'deep';
  readonly watches: number = changes.preVote;
  private looked = 0;

  check(step: Step): Finding | null {
    this.looked++;
    const { id, currentTerm, votedFor, role } = step.node;
    if (currentTerm === step.currentTerm && votedFor === step.votedFor && role === step.role) return null;
    return {
      node: id,
      message: `asked for a pre-vote, n${id} went from ${step.role} in term ${step.currentTerm} (vote n${step.votedFor}) to ${role} in term ${currentTerm} (vote n${votedFor})`,
      evidence: {
        fromTerm: step.currentTerm,
        toTerm: currentTerm,
        fromVote: step.votedFor,
        toVote: votedFor,
      },
    };
  }

  detail(): string {
    return `${counted(this.looked, 'pre-vote')} asked for`;
  }
}
