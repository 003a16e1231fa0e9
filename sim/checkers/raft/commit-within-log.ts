// A server's commitIndex never exceeds the last index of its log.

import type { Mirror } from './mirror.ts';
import type { NodeMirror } from './node-mirror.ts';
import { counted, type Finding, type RaftChecker } from './raft-checker.ts';
import { changes, type Step } from './step.ts';

export class CommitWithinLog implements RaftChecker {
  readonly property = 'commit-within-log';
  readonly source = 'Raft Figure 2 (AppendEntries, step 5)';
  readonly scope = 'deep';
  readonly watches: number = changes.commit | changes.cut;
  private readonly mirror: Mirror;
  private looked = 0;

  constructor(mirror: Mirror) {
    this.mirror = mirror;
  }

  check(step: Step): Finding | null {
    this.looked++;
    return judge(step.node);
  }

  audit(): Finding | null {
    for (const node of this.mirror.nodes) {
      const finding = judge(node);
      if (finding !== null) return finding;
    }
    return null;
  }

  detail(): string {
    return counted(this.looked, 'change');
  }
}

function judge({ id, isUp, commitIndex, log: { lastIndex } }: NodeMirror): Finding | null {
  if (!isUp || commitIndex <= lastIndex) return null;
  return {
    node: id,
    message: `n${id}'s commitIndex is ${commitIndex} and its log ends at ${lastIndex}`,
    evidence: { commitIndex, lastIndex },
  };
}
