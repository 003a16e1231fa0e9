// Every vote of which others may know or that is on a disk, in the order in which they showed.

import type { Moment } from './chronicle.ts';

interface Ballot {
  readonly at: number;
  readonly term: number;
  readonly voter: number;
  readonly candidate: number;
}

export type Ballots = readonly Ballot[];

export function ballotsOf(moments: readonly Moment[]): Ballots {
  const ballots: Ballot[] = [];
  moments.forEach(({ node: voter, persisted, sent, after }, at) => {
    const cast = (term: number, candidate: number): void => {
      ballots.push({ at, term, voter, candidate });
    };
    for (const write of persisted)
      if (write.kind === 'hard-state' && write.votedFor !== 0) cast(write.currentTerm, write.votedFor);
    if (after === null) return;
    for (const message of sent) {
      if (message.kind === 'RequestVote') cast(message.term, message.from);
      if (message.kind === 'RequestVoteReply' && message.body.voteGranted) cast(message.term, message.to);
    }
  });
  return ballots;
}

/** Whom the voter voted for first in the term, up to this moment; 0 = nobody. */
export function firstVote(ballots: Ballots, term: number, voter: number, at: number): number {
  const first = ballots.find((ballot) => ballot.term === term && ballot.voter === voter);
  return first === undefined || first.at > at ? 0 : first.candidate;
}
