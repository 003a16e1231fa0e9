// What a leader takes a follower to hold, the follower holds: its disk has the leader's own entry there,
// as long as the follower is in the leader's term.

import type { Mirror } from './mirror.ts';
import type { NodeMirror } from './node-mirror.ts';
import { counted, type Finding, type RaftChecker } from './raft-checker.ts';
import { changes, type Step } from './step.ts';

export class MatchTruth implements RaftChecker {
  readonly property = 'match-truth';
  readonly source = 'Raft Figure 2 (matchIndex: known to be replicated), §5.3';
  readonly scope = 'deep';
  readonly watches: number =
    changes.progress | changes.cut | changes.term | changes.started | changes.crashed;
  private readonly mirror: Mirror;
  private looked = 0;

  constructor(mirror: Mirror) {
    this.mirror = mirror;
  }

  check(step: Step): Finding | null {
    const { node } = step;
    if (node.isLeader) {
      for (let i = 0; i < step.progressed.count; i++) {
        this.looked++;
        const finding = this.judge(node, step.progressed.items[i]!);
        if (finding !== null) return finding;
      }
    }
    // What a server lost, and a term in which it is judged anew, concern what leaders think of it.
    const isChanged = step.durableTruncatedFrom > 0 || node.currentTerm !== step.currentTerm;
    const { kind } = step.facts;
    if (isChanged || kind === 'start' || kind === 'crash') return this.asFollower(node);
    return step.truncatedFrom > 0 && node.isLeader ? this.asLeader(node) : null;
  }

  audit(): Finding | null {
    for (const node of this.mirror.nodes) {
      const finding = node.isLeader ? this.asLeader(node) : null;
      if (finding !== null) return finding;
    }
    return null;
  }

  detail(): string {
    return counted(this.looked, 'change of progress', 'changes of progress');
  }

  /** What every leader of the follower's term thinks of it. */
  private asFollower(follower: NodeMirror): Finding | null {
    for (const node of this.mirror.nodes) {
      if (!node.isLeader || node === follower) continue;
      const finding = this.judge(node, follower.id);
      if (finding !== null) return finding;
    }
    return null;
  }

  private asLeader(leader: NodeMirror): Finding | null {
    for (let follower = 1; follower <= this.mirror.size; follower++) {
      const finding = follower === leader.id ? null : this.judge(leader, follower);
      if (finding !== null) return finding;
    }
    return null;
  }

  private judge(leader: NodeMirror, follower: number): Finding | null {
    const matchIndex = leader.matchIndex[follower]!;
    const other = this.mirror.nodes[follower]!;
    // A follower in a later term may have replaced what an earlier leader counts on.
    const term = other.isUp ? other.currentTerm : other.durableTerm;
    if (matchIndex === 0 || term !== leader.currentTerm) return null;
    const claimed = leader.log.nodes[matchIndex];
    if (claimed !== undefined && other.durableLog.nodes[matchIndex] === claimed) return null;
    return {
      node: leader.id,
      message: `leader n${leader.id} takes n${follower} to hold its entries up to ${matchIndex}, and n${follower}'s disk does not`,
      evidence: { follower, matchIndex, durableLastIndex: other.durableLog.lastIndex },
    };
  }
}
