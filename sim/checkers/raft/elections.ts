// Who won which term with which votes and which log, kept outside the servers and across their crashes.

import type { TrieNode } from './trie.ts';

/** A vote in a term in which the same server had voted for another. */
export interface DoubleVote {
  readonly term: number;
  readonly voter: number;
  readonly first: number;
  readonly second: number;
}

export interface Election {
  readonly term: number;
  readonly leader: number;
  /** The last entry of its log when it won. */
  readonly last: TrieNode;
  /** Servers known to have voted for it by then, itself included. */
  readonly votes: number;
  readonly event: number;
}

export class Elections {
  /** In order of winning. */
  readonly won: Election[] = [];
  highestTerm = 0;
  /** The first one seen. */
  doubleVote: DoubleVote | null = null;
  private readonly size: number;
  private readonly firstLeaders: Map<number, number> = new Map();
  /** By term: the candidate each server voted for, by voter. */
  private readonly ballots: Map<number, number[]> = new Map();

  constructor(size: number) {
    this.size = size;
  }

  win(term: number, leader: number, last: TrieNode, event: number): void {
    this.won.push({ term, leader, last, votes: this.votesFor(term, leader), event });
    if (!this.firstLeaders.has(term)) this.firstLeaders.set(term, leader);
    this.highestTerm = Math.max(this.highestTerm, term);
  }

  /** The first leader of a term; 0 = none yet. */
  leaderOf(term: number): number {
    return this.firstLeaders.get(term) ?? 0;
  }

  /** Notes a vote that others may know of or that is on disk. */
  vote(term: number, voter: number, candidate: number): void {
    let ballot = this.ballots.get(term);
    if (ballot === undefined) {
      ballot = new Array<number>(this.size + 1).fill(0);
      this.ballots.set(term, ballot);
    }
    const first = ballot[voter]!;
    if (first === 0) ballot[voter] = candidate;
    else if (first !== candidate) this.doubleVote ??= { term, voter, first, second: candidate };
  }

  votesFor(term: number, candidate: number): number {
    const ballot = this.ballots.get(term);
    if (ballot === undefined) return 0;
    let votes = 0;
    for (let voter = 1; voter <= this.size; voter++) if (ballot[voter] === candidate) votes++;
    return votes;
  }
}
