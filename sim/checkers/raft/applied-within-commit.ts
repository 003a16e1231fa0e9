// A server applies nothing beyond its commitIndex.

import type { Mirror } from './mirror.ts';
import type { NodeMirror } from './node-mirror.ts';
import { counted, type Finding, type RaftChecker } from './raft-checker.ts';
import { changes, type Step } from './step.ts';

export class AppliedWithinCommit implements RaftChecker {
  readonly property = 'applied-within-commit';
  readonly source = 'Raft Figure 2 (All Servers)';
  readonly scope = 'deep';
  readonly watches: number = changes.commit | changes.applied | changes.machine;
  private readonly mirror: Mirror;
  private looked = 0;

  constructor(mirror: Mirror) {
    this.mirror = mirror;
  }

  check(step: Step): Finding | null {
    this.looked++;
    const { node, facts } = step;
    const { count } = facts.applied;
    // What the machine was given, should the view tell less than the truth.
    const given = count === 0 ? 0 : facts.applied.items[count - 1]!.index;
    return judge(node, Math.max(given, node.lastApplied));
  }

  audit(): Finding | null {
    for (const node of this.mirror.nodes) {
      const finding = judge(node, node.lastApplied);
      if (finding !== null) return finding;
    }
    return null;
  }

  detail(): string {
    return counted(this.looked, 'change');
  }
}

function judge({ id, isUp, commitIndex }: NodeMirror, lastApplied: number): Finding | null {
  if (!isUp || lastApplied <= commitIndex) return null;
  return {
    node: id,
    message: `n${id} has applied up to ${lastApplied} and its commitIndex is ${commitIndex}`,
    evidence: { lastApplied, commitIndex },
  };
}
