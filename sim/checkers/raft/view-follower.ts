// Compares a server's view with what was remembered of it: term, vote, role, indexes, and of a leader's
// progress the followers that the event concerned, plus one other in turn.

import type { ReplicaView } from '../../../raft/view.ts';
import type { LogFollower } from './log-follower.ts';
import type { NodeMirror } from './node-mirror.ts';
import { changes, type Step } from './step.ts';

/** A follower's progress is looked at again once in so many events of its leader. */
const eventsPerTurn = 4;

export class ViewFollower {
  private readonly step: Step;
  private readonly logs: LogFollower;
  private readonly size: number;

  constructor(step: Step, logs: LogFollower, size: number) {
    this.step = step;
    this.logs = logs;
    this.size = size;
  }

  follow(node: NodeMirror, view: ReplicaView): number {
    let seen = 0;
    const { currentTerm, votedFor, role, commitIndex, lastApplied } = view;
    if (currentTerm !== node.currentTerm) {
      node.currentTerm = currentTerm;
      seen |= changes.term;
    }
    if (votedFor !== node.votedFor) {
      node.votedFor = votedFor;
      seen |= changes.vote;
    }
    if (role !== node.role) {
      node.role = role;
      seen |= changes.role;
    }
    if (commitIndex !== node.commitIndex) {
      node.commitIndex = commitIndex;
      seen |= changes.commit;
    }
    if (lastApplied !== node.lastApplied) {
      node.lastApplied = lastApplied;
      seen |= changes.applied;
    }
    return seen | this.logs.follow(node, view.log);
  }

  /** One follower more every few events, lest a change by nobody's message goes unseen. */
  progressInTurn(node: NodeMirror, view: ReplicaView): number {
    if (node.turns % eventsPerTurn !== 0) return 0;
    node.progressCursor = node.progressCursor >= this.size ? 1 : node.progressCursor + 1;
    return this.progress(node, view, node.progressCursor);
  }

  allProgress(node: NodeMirror, view: ReplicaView): number {
    let seen = 0;
    for (let follower = 1; follower <= this.size; follower++) seen |= this.progress(node, view, follower);
    return seen;
  }

  /** A new leader knows nothing of what it knew in an earlier term. */
  newProgress(node: NodeMirror, view: ReplicaView): number {
    node.matchIndex.fill(-1);
    return this.allProgress(node, view);
  }

  progress(node: NodeMirror, view: ReplicaView, follower: number): number {
    if (follower === node.id) return 0;
    const matchIndex = view.matchIndexOf(follower);
    const nextIndex = view.nextIndexOf(follower);
    const before = node.matchIndex[follower]!;
    if (matchIndex === before && nextIndex === node.nextIndex[follower]) return 0;
    node.matchIndex[follower] = matchIndex;
    node.nextIndex[follower] = nextIndex;
    this.step.progressed.push(follower);
    this.step.matchBefore.push(before);
    return changes.progress;
  }
}
