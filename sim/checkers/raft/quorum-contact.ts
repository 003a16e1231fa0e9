// A leader that no quorum has answered for too long leads no more, by its own clock.

import type { Mirror } from './mirror.ts';
import { counted, type Finding, type RaftChecker, type RaftCheckOptions } from './raft-checker.ts';
import { changes, type Step } from './step.ts';

export class QuorumContact implements RaftChecker {
  readonly property = 'quorum-contact';
  readonly source = 'thesis §6.2 (a leader steps down without a quorum)';
  readonly scope = 'deep';
  readonly watches: number;
  readonly isJudged: boolean;
  private readonly mirror: Mirror;
  private readonly contactMax: number;
  /** By leader, then by follower: the leader's clock when a reply of its term last came. */
  private readonly heardAt: number[][];
  /** By leader: its clock when it was last looked at. */
  private readonly lookedAt: number[];
  private looked = 0;

  constructor(mirror: Mirror, { quorumContactMax }: RaftCheckOptions) {
    this.mirror = mirror;
    this.isJudged = quorumContactMax !== null;
    this.contactMax = quorumContactMax ?? 0;
    this.watches = this.isJudged ? changes.elected | changes.reply | changes.leaderAlarm : 0;
    this.lookedAt = new Array<number>(mirror.size + 1).fill(0);
    this.heardAt = mirror.nodes.map(() => new Array<number>(mirror.size + 1).fill(0));
  }

  check(step: Step): Finding | null {
    const { node, facts } = step;
    const { id, currentTerm } = node;
    const { message } = facts;
    const now = this.mirror.cluster.clock(id);
    const isNew = step.role !== 'leader' || step.currentTerm !== currentTerm;
    // A clock that was set back says nothing of how long ago anybody was heard.
    if (isNew || now < this.lookedAt[id]!) this.heardAt[id]!.fill(now);
    this.lookedAt[id] = now;
    if (message !== null) {
      if (message.kind === 'AppendEntriesReply' && message.term === currentTerm)
        this.heardAt[id]![message.from] = now;
      return null;
    }
    return facts.kind === 'alarm' && !isNew ? this.judge(id, now) : null;
  }

  detail(): string {
    return this.isJudged ? counted(this.looked, 'alarm') : 'leaders need not step down here';
  }

  private judge(leader: number, now: number): Finding | null {
    this.looked++;
    if (this.isInContact(leader, now)) return null;
    const silence = now - this.contactAt(leader);
    return {
      node: leader,
      message: `n${leader} still leads ${silence} µs after a quorum last answered it; it should have stepped down after ${this.contactMax} µs`,
      evidence: { silence, contactMax: this.contactMax },
    };
  }

  /** Whether enough followers have answered lately to make a quorum together with the leader. */
  private isInContact(leader: number, now: number): boolean {
    const heardAt = this.heardAt[leader]!;
    const since = now - this.contactMax;
    let missing = this.mirror.quorum - 1;
    for (let follower = 1; follower <= this.mirror.size && missing > 0; follower++) {
      if (follower !== leader && heardAt[follower]! >= since) missing--;
    }
    return missing === 0;
  }

  /** When the last reply came that made a quorum. */
  private contactAt(leader: number): number {
    const others = this.heardAt[leader]!.filter((_, follower) => follower !== 0 && follower !== leader);
    return others.sort((one, other) => other - one)[this.mirror.quorum - 2]!;
  }
}
