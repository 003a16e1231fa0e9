// There is one sequence of committed entries, and what a server takes for committed is a part of it.

import type { Mirror } from './mirror.ts';
import type { NodeMirror } from './node-mirror.ts';
import { counted, type Finding, type RaftChecker } from './raft-checker.ts';
import { changes, type Step } from './step.ts';

export class CommittedAgreement implements RaftChecker {
  readonly property = 'committed-agreement';
  readonly source = 'Raft §5.3 (committed entries), §5.4.3';
  readonly scope = 'end-to-end';
  readonly watches: number = changes.commit | changes.committed | changes.beneath;
  private readonly mirror: Mirror;
  private looked = 0;

  constructor(mirror: Mirror) {
    this.mirror = mirror;
  }

  check(step: Step): Finding | null {
    this.looked++;
    const { contradiction, node } = step;
    if (contradiction !== null) {
      const { index, term } = contradiction;
      return {
        node: node.id,
        message: `a quorum holds the entry of term ${term} at index ${index}, against what a quorum has committed before`,
        evidence: { index, term, committed: this.mirror.committed.length },
      };
    }
    if (this.mirror.committed.length > step.committedBefore) return this.compareAll(step.committedBefore);
    const isChanged = step.appendedFrom > 0 && step.appendedFrom <= node.commitIndex;
    return isChanged || node.commitIndex !== step.commitIndex ? this.compare(node) : null;
  }

  audit(): Finding | null {
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

  /** Those who took more for committed than a quorum held until now. */
  private compareAll(committedBefore: number): Finding | null {
    for (const node of this.mirror.nodes) {
      const finding = node.isUp && node.commitIndex > committedBefore ? this.compare(node) : null;
      if (finding !== null) return finding;
    }
    return null;
  }

  /** Equal at the last index that both know, equal before it. */
  private compare(node: NodeMirror): Finding | null {
    return this.judge(node, Math.min(node.commitIndex, node.log.lastIndex, this.mirror.committed.length));
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
