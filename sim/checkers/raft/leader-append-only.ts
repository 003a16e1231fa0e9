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
    if (step.truncatedFrom === 0) return null;
    return finding(node.id, node.currentTerm, step.truncatedFrom);
  }

  /** The log with which each present leader was elected still stands at the front of its log. */
  audit(): Finding | null {
    for (const node of this.mirror.nodes) {
      if (!node.isLeader) continue;
      const election = this.mirror.elections.won.findLast(
        ({ leader, term }) => leader === node.id && term === node.currentTerm,
      );
      if (election === undefined) continue;
      const { index } = election.last;
      if (node.log.nodes[index] !== election.last) return finding(node.id, node.currentTerm, index);
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
