// Nothing is committed that a quorum does not hold durably, and what was committed stays held by one.

import type { Mirror } from './mirror.ts';
import type { NodeMirror } from './node-mirror.ts';
import { counted, type Finding, type RaftChecker } from './raft-checker.ts';
import { changes, type Step } from './step.ts';

export class CommittedDurable implements RaftChecker {
  readonly property = 'committed-durable';
  readonly source = 'Raft §5.3, thesis §3.8 and §10.2.1';
  readonly scope = 'deep';
  readonly watches: number = changes.commit | changes.cut;
  private readonly mirror: Mirror;
  private looked = 0;

  constructor(mirror: Mirror) {
    this.mirror = mirror;
  }

  check(step: Step): Finding | null {
    const { node } = step;
    if (node.commitIndex !== step.commitIndex) {
      this.looked++;
      const finding = this.judge(node);
      if (finding !== null) return finding;
    }
    const { durableTruncated } = step;
    if (durableTruncated === null) return null;
    return this.mirror.committed.nodes[durableTruncated.index] === durableTruncated ? this.held() : null;
  }

  audit(): Finding | null {
    for (const node of this.mirror.nodes) {
      const finding = node.isUp ? this.judge(node) : null;
      if (finding !== null) return finding;
    }
    return this.held();
  }

  detail(): string {
    return `${counted(this.looked, 'advance')} compared with the disks`;
  }

  private judge({ id, commitIndex }: NodeMirror): Finding | null {
    const { length } = this.mirror.committed;
    if (commitIndex <= length) return null;
    return {
      node: id,
      message: `n${id}'s commitIndex is ${commitIndex}, and a quorum holds durably no more than ${length}`,
      evidence: { commitIndex, durable: length },
    };
  }

  /** Counts the disks that hold all that is committed. */
  private held(): Finding | null {
    const { committed, nodes, quorum } = this.mirror;
    const { length } = committed;
    let holders = 0;
    for (const { id, durableLog } of nodes) {
      if (id !== 0 && durableLog.nodes[length] === committed.nodes[length]) holders++;
    }
    if (holders >= quorum) return null;
    return {
      node: 0,
      message: `the entry at index ${length} was committed, and only ${counted(holders, 'disk')} of the ${quorum} it needs still hold it`,
      evidence: { index: length, holders, quorum },
    };
  }
}
