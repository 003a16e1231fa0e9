// How often what happened in a run: for goals ("this run must have seen a truncation") and statistics.

import type { Mirror } from './mirror.ts';
import { changes, type Step } from './step.ts';

const watched =
  changes.role | changes.term | changes.log | changes.committed | changes.ballot | changes.elected;

export class Occurrences {
  private readonly mirror: Mirror;
  private becomeLeader = 0;
  private becomeCandidate = 0;
  private stepDown = 0;
  private leaderChange = 0;
  private staleLeader = 0;
  private voteGranted = 0;
  private truncate = 0;
  private lastLeader = 0;

  constructor(mirror: Mirror) {
    this.mirror = mirror;
  }

  note(seen: number, step: Step): void {
    if ((seen & watched) === 0) return;
    const { role, currentTerm } = step.node;
    if (role === 'candidate' && (step.role !== 'candidate' || currentTerm !== step.currentTerm)) {
      this.becomeCandidate++;
    }
    if (step.role === 'leader' && role !== 'leader' && step.node.isUp) this.stepDown++;
    if (step.truncated !== null) this.truncate++;
    if ((seen & changes.ballot) !== 0) this.countVotes(step);
    if ((seen & changes.elected) !== 0) this.elected(step.node.id, currentTerm);
  }

  counts(): ReadonlyMap<string, number> {
    return new Map([
      ['become-leader', this.becomeLeader],
      ['become-candidate', this.becomeCandidate],
      ['step-down', this.stepDown],
      ['leader-change', this.leaderChange],
      ['stale-leader', this.staleLeader],
      ['vote-granted', this.voteGranted],
      ['truncate', this.truncate],
      ['commit', this.mirror.committed.length],
    ]);
  }

  private countVotes({ facts: { sent } }: Step): void {
    for (let i = 0; i < sent.count; i++) {
      const message = sent.items[i]!;
      if (message.kind === 'RequestVoteReply' && message.body.voteGranted) this.voteGranted++;
    }
  }

  private elected(leader: number, term: number): void {
    this.becomeLeader++;
    if (this.lastLeader !== 0 && this.lastLeader !== leader) this.leaderChange++;
    this.lastLeader = leader;
    for (const node of this.mirror.nodes) {
      if (node.isLeader && node.id !== leader && node.currentTerm !== term) {
        this.staleLeader++;
        return;
      }
    }
  }
}
