// While a leader leads, what it knows a follower to hold never falls.

import { counted, type Finding, type RaftChecker } from './raft-checker.ts';
import { changes, type Step } from './step.ts';

export class MatchMonotonic implements RaftChecker {
  readonly property = 'match-monotonic';
  readonly source = 'Raft Figure 2 (matchIndex increases monotonically)';
  readonly scope = 'deep';
  readonly watches: number = changes.progress;
  private looked = 0;

  check(step: Step): Finding | null {
    const { node } = step;
    // A new leader starts anew.
    if (step.role !== 'leader' || step.currentTerm !== node.currentTerm) return null;
    for (let i = 0; i < step.progressed.count; i++) {
      const follower = step.progressed.items[i]!;
      const before = step.matchBefore.items[i]!;
      const matchIndex = node.matchIndex[follower]!;
      this.looked++;
      if (matchIndex >= before) continue;
      return {
        node: node.id,
        message: `leader n${node.id}'s matchIndex for n${follower} fell from ${before} to ${matchIndex}`,
        evidence: { follower, before, after: matchIndex },
      };
    }
    return null;
  }

  detail(): string {
    return counted(this.looked, 'change of progress', 'changes of progress');
  }
}
