// A server's term never falls: not while it runs, and after a restart not below a term in which it had
// asked for or given a vote, led, or acknowledged entries.

import type { Mirror } from './mirror.ts';
import { counted, type Finding, type RaftChecker } from './raft-checker.ts';
import { changes, type Step } from './step.ts';

export class TermMonotonic implements RaftChecker {
  readonly property = 'term-monotonic';
  readonly source = 'Raft §5.1';
  readonly scope = 'deep';
  readonly watches: number = changes.term | changes.started;
  private readonly mirror: Mirror;
  private looked = 0;

  constructor(mirror: Mirror) {
    this.mirror = mirror;
  }

  check(step: Step): Finding | null {
    this.looked++;
    const { node } = step;
    if (node.currentTerm < step.currentTerm)
      return finding(node.id, step.currentTerm, node.currentTerm, 'was in');
    return this.judge(node.id);
  }

  audit(): Finding | null {
    for (let id = 1; id <= this.mirror.size; id++) {
      const finding = this.judge(id);
      if (finding !== null) return finding;
    }
    return null;
  }

  detail(): string {
    return counted(this.looked, 'change of a term', 'changes of terms');
  }

  private judge(id: number): Finding | null {
    const { isUp, currentTerm, promisedTerm } = this.mirror.nodes[id]!;
    return isUp && currentTerm < promisedTerm ? finding(id, promisedTerm, currentTerm, 'had acted in') : null;
  }
}

function finding(node: number, before: number, after: number, how: string): Finding {
  return {
    node,
    message: `n${node} is in term ${after} and ${how} term ${before}`,
    evidence: { before, after },
  };
}
