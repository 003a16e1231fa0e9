// While a server runs, its commitIndex never falls. (It starts anew at 0 with a restart; that what was
// committed stays so is the business of `committed-durable`.)

import { counted, type Finding, type RaftChecker } from './raft-checker.ts';
import { changes, type Step } from './step.ts';

export class CommitMonotonic implements RaftChecker {
  readonly property = 'commit-monotonic';
  readonly source = 'Raft Figure 2 (commitIndex increases monotonically)';
  readonly scope = 'deep';
  readonly watches: number = changes.commit;
  private looked = 0;

  check(step: Step): Finding | null {
    this.looked++;
    const { id, commitIndex } = step.node;
    if (commitIndex >= step.commitIndex) return null;
    return {
      node: id,
      message: `n${id}'s commitIndex fell from ${step.commitIndex} to ${commitIndex}`,
      evidence: { before: step.commitIndex, after: commitIndex },
    };
  }

  detail(): string {
    return counted(this.looked, 'change');
  }
}
