// A leader's nextIndex for a follower is always above its matchIndex for it.

import type { Mirror } from './mirror.ts';
import type { NodeMirror } from './node-mirror.ts';
import { counted, type Finding, type RaftChecker } from './raft-checker.ts';
import { changes, type Step } from './step.ts';

export class NextAboveMatch implements RaftChecker {
  readonly property = 'next-above-match';
  readonly source = 'Raft Figure 2 (volatile state on leaders)';
  readonly scope = 'deep';
  readonly watches: number = changes.progress;
  private readonly mirror: Mirror;
  private looked = 0;

  constructor(mirror: Mirror) {
    this.mirror = mirror;
  }

  check(step: Step): Finding | null {
    for (let i = 0; i < step.progressed.count; i++) {
      this.looked++;
      const finding = judge(step.node, step.progressed.items[i]!);
      if (finding !== null) return finding;
    }
    return null;
  }

  audit(): Finding | null {
    for (const node of this.mirror.nodes) {
      if (!node.isLeader) continue;
      for (let follower = 1; follower <= this.mirror.size; follower++) {
        const finding = follower === node.id ? null : judge(node, follower);
        if (finding !== null) return finding;
      }
    }
    return null;
  }

  detail(): string {
    return counted(this.looked, 'change of progress', 'changes of progress');
  }
}

function judge(node: NodeMirror, follower: number): Finding | null {
  const nextIndex = node.nextIndex[follower]!;
  const matchIndex = node.matchIndex[follower]!;
  if (nextIndex > matchIndex) return null;
  return {
    node: node.id,
    message: `leader n${node.id}'s nextIndex for n${follower} is ${nextIndex}, and its matchIndex ${matchIndex}`,
    evidence: { follower, nextIndex, matchIndex },
  };
}
