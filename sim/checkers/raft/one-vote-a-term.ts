// A server votes for at most one candidate in a term, across its crashes too. A vote counts once others
// may know of it, or once it is on disk; one that was lost in memory before that binds nobody.

import type { Mirror } from './mirror.ts';
import { counted, type Finding, type RaftChecker } from './raft-checker.ts';
import { changes } from './step.ts';

export class OneVoteATerm implements RaftChecker {
  readonly property = 'one-vote-a-term';
  readonly source = 'Raft §5.2';
  readonly scope = 'deep';
  readonly watches: number = changes.ballot;
  private readonly mirror: Mirror;
  private looked = 0;

  constructor(mirror: Mirror) {
    this.mirror = mirror;
  }

  check(): Finding | null {
    this.looked++;
    return this.audit();
  }

  audit(): Finding | null {
    const { doubleVote } = this.mirror.elections;
    if (doubleVote === null) return null;
    const { term, voter, first, second } = doubleVote;
    return {
      node: voter,
      message: `n${voter} voted for n${second} in term ${term}, in which it had voted for n${first}`,
      evidence: { term, voter, first, second },
    };
  }

  detail(): string {
    return counted(this.looked, 'vote');
  }
}
