// At most one leader a term, over the whole run and not only at once.

import type { Mirror } from './mirror.ts';
import { counted, type Finding, type RaftChecker } from './raft-checker.ts';
import { changes, type Step } from './step.ts';

export class ElectionSafety implements RaftChecker {
  readonly property = 'election-safety';
  readonly source = 'Raft §5.2, Figure 3';
  readonly scope = 'end-to-end';
  readonly watches: number = changes.elected;
  private readonly mirror: Mirror;

  constructor(mirror: Mirror) {
    this.mirror = mirror;
  }

  check(step: Step): Finding | null {
    const { id, currentTerm } = step.node;
    const first = this.mirror.elections.leaderOf(currentTerm);
    return first === id ? null : finding(currentTerm, first, id);
  }

  audit(): Finding | null {
    const { won } = this.mirror.elections;
    for (const one of won) {
      for (const other of won) {
        if (one.term === other.term && one.leader !== other.leader) {
          return finding(one.term, one.leader, other.leader);
        }
      }
    }
    return null;
  }

  detail(): string {
    return counted(this.mirror.elections.won.length, 'election');
  }
}

function finding(term: number, first: number, second: number): Finding {
  return {
    node: second,
    message: `n${second} leads term ${term}, which n${first} has led already`,
    evidence: { term, first, second },
  };
}
