// A leader commits by counting only entries of its own term; those before them are committed with them
// (Figure 8 shows what happens otherwise).

import { counted, type Finding, type RaftChecker } from './raft-checker.ts';
import { changes, type Step } from './step.ts';

export class CommitRule implements RaftChecker {
  readonly property = 'commit-rule';
  readonly source = 'Raft §5.4.2, Figure 8';
  readonly scope = 'deep';
  readonly watches: number = changes.commit;
  private looked = 0;

  check(step: Step): Finding | null {
    const { node } = step;
    const { commitIndex, currentTerm } = node;
    if (node.role !== 'leader' || commitIndex <= step.commitIndex) return null;
    this.looked++;
    const term = node.log.nodes[commitIndex]?.term ?? 0;
    if (term === currentTerm) return null;
    return {
      node: node.id,
      message: `n${node.id}, leader of term ${currentTerm}, advanced its commitIndex to ${commitIndex}, an entry of term ${term}`,
      evidence: { commitIndex, currentTerm, entryTerm: term },
    };
  }

  detail(): string {
    return counted(this.looked, "advance by a leader's count", "advances by leaders' counts");
  }
}
