// Whoever leads was voted for by a quorum in that very term: votes are counted by voter, from what the
// voters themselves sent or stored.

import type { Mirror } from './mirror.ts';
import { counted, type Finding, type RaftChecker } from './raft-checker.ts';
import { changes } from './step.ts';

export class ElectionQuorum implements RaftChecker {
  readonly property = 'election-quorum';
  readonly source = 'Raft §5.2';
  readonly scope = 'deep';
  readonly watches: number = changes.elected;
  private readonly mirror: Mirror;

  constructor(mirror: Mirror) {
    this.mirror = mirror;
  }

  check(): Finding | null {
    return this.judge(this.mirror.elections.won.length - 1);
  }

  audit(): Finding | null {
    for (let position = 0; position < this.mirror.elections.won.length; position++) {
      const finding = this.judge(position);
      if (finding !== null) return finding;
    }
    return null;
  }

  detail(): string {
    return counted(this.mirror.elections.won.length, 'election');
  }

  private judge(position: number): Finding | null {
    const { term, leader, votes } = this.mirror.elections.won[position]!;
    const { quorum } = this.mirror;
    if (votes >= quorum) return null;
    return {
      node: leader,
      message: `n${leader} leads term ${term} with ${counted(votes, 'vote')} of the ${quorum} it needs`,
      evidence: { term, leader, votes, quorum },
    };
  }
}
