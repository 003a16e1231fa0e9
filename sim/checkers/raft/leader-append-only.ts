// A leader never overwrites or deletes entries of its own log.

import type { Mirror } from './mirror.ts';
import { counted, type Finding, type RaftChecker } from './raft-checker.ts';
import { changes, type Step } from './step.ts';

export class LeaderAppendOnly implements RaftChecker {
  readonly property = 'leader-append-only';
  readonly source = 'Raft §5.3, Figure 3';
  readonly scope = 'deep';
  readonly watches: number = changes.log;
  private readonly mirror: Mirror;
  private looked = 0;

  constructor(mirror: Mirror) {
    this.mirror = mirror;
  }

  check(step: Step): Finding | null {
    const { node } = step;
    if (step.role !== 'leader' || node.role !== 'leader' || step.currentTerm !== node.currentTerm)
      return null;
    this.looked++;
    return step.truncatedFrom === 0 ? null : finding(node.id, node.currentTerm, step.truncatedFrom);
  }

  /** The log with which each present leader was elected still stands at the front of its log. */
  audit(): Finding | null {
    for (const { leader, term, last } of this.mirror.elections.won) {
      const node = this.mirror.nodes[leader]!;
      if (!node.isLeader || node.currentTerm !== term) continue;
      if (node.log.nodes[last.index] !== last) return finding(leader, term, last.index);
    }
    return null;
  }

  detail(): string {
    return counted(this.looked, "change of a leader's log", "changes of leaders' logs");
  }
}

function finding(node: number, term: number, index: number): Finding {
  return {
    node,
    message: `n${node}, leader of term ${term}, removed entries of its own log from index ${index} on`,
    evidence: { term, index },
  };
}
