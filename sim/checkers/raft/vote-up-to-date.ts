// A vote goes only to a candidate whose log is at least as up-to-date as the voter's.

import { counted, type Finding, type RaftChecker } from './raft-checker.ts';
import { changes, type Step } from './step.ts';

export class VoteUpToDate implements RaftChecker {
  readonly property = 'vote-up-to-date';
  readonly source = 'Raft §5.4.1';
  readonly scope = 'deep';
  readonly watches: number = changes.vote | changes.term;
  private looked = 0;

  check(step: Step): Finding | null {
    const { message } = step.facts;
    const { id, votedFor, currentTerm } = step.node;
    const { index: ownIndex, term: ownTerm } = step.last;
    if (message === null || message.kind !== 'RequestVote' || message.from !== votedFor) return null;
    // The same candidate in a later term gets another vote.
    if (votedFor === step.votedFor && currentTerm === step.currentTerm) return null;
    this.looked++;
    const { lastLogIndex, lastLogTerm } = message.body;
    if (lastLogTerm > ownTerm) return null;
    if (lastLogTerm === ownTerm && lastLogIndex >= ownIndex) return null;
    return {
      node: id,
      message: `n${id}, whose log ends at ${ownIndex} in term ${ownTerm}, voted for n${votedFor}, whose log ends at ${lastLogIndex} in term ${lastLogTerm}`,
      evidence: {
        candidate: votedFor,
        lastLogIndex,
        lastLogTerm,
        ownIndex,
        ownTerm,
      },
    };
  }

  detail(): string {
    return `${counted(this.looked, 'vote')} given`;
  }
}
