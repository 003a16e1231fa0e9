// There is one sequence of committed entries, and what a server takes for committed is a part of it.

import type { Mirror } from './mirror.ts';
import type { NodeMirror } from './node-mirror.ts';
import { counted, type Finding, type RaftChecker } from './raft-checker.ts';
import { changes, type Step } from './step.ts';

export class CommittedAgreement implements RaftChecker {
  readonly property = 'committed-agreement';
  readonly source = 'Raft §5.3 (committed entries), §5.4.3';
  readonly scope = 'end-to-end';
  readonly watches: number = changes.commit | changes.committed;
  private readonly mirror: Mirror;
  private looked = 0;
  private contradiction: Finding | null = null;

  constructor(mirror: Mirror) {
    this.mirror = mirror;
  }

  check(step: Step): Finding | null {
    this.looked++;
    const { contradiction, node } = step;
    if (contradiction !== null) {
      const { index, term } = contradiction;
      this.contradiction ??= {
        node: node.id,
        message: `a quorum holds the entry of term ${term} at index ${index}, against what a quorum has committed before`,
        evidence: { index, term, committed: this.mirror.committed.length },
      };
      return this.contradiction;
    }
    return node.commitIndex === step.commitIndex
      ? null
      : this.judge(node, Math.min(node.commitIndex, this.mirror.committed.length));
  }

  audit(): Finding | null {
    if (this.contradiction !== null) return this.contradiction;
    for (const node of this.mirror.nodes) {
      if (!node.isUp) continue;
      for (let index = 1; index <= Math.min(node.commitIndex, this.mirror.committed.length); index++) {
        const finding = this.judge(node, index);
        if (finding !== null) return finding;
      }
    }
    return null;
  }

  detail(): string {
    return `${counted(this.looked, 'advance')} compared`;
  }

  private judge(node: NodeMirror, index: number): Finding | null {
    const { committed } = this.mirror;
    const own = node.log.nodes[index];
    if (own === undefined || own === committed.nodes[index]) return null;
    return {
      node: node.id,
      message: `n${node.id} takes for committed an entry of term ${own.term} at index ${index}, where the committed one is of term ${committed.nodes[index]!.term}`,
      evidence: { index, term: own.term, committedTerm: committed.nodes[index]!.term },
    };
  }
}
