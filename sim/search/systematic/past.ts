// What checkers remember of a run's past and the nodes may have forgotten: who led which term, who voted for whom, what a
// quorum of disks has committed. Two paths to the same standings are one only if this is the same too.

import { fingerprintOf } from './fingerprint.ts';
import type { Standing } from './standing.ts';

export interface Past {
  readonly print: number;
  /** By term: a bit for each node that led it. */
  readonly leaders: readonly number[];
  /** By term, node by node: a bit for each candidate that it had voted for and forgot. */
  readonly votes: readonly number[];
  /** Entries by index, from 1, that a quorum of disks has held, each in its own term, and all before them. */
  readonly committed: readonly number[];
  /** By node, from 1: up to which index it took its last entry of its present log in that entry's own term. */
  readonly taken: readonly number[];
}

export function emptyPast(nodes: number): Past {
  return pastOf([], [], [], new Array<number>(nodes + 1).fill(0));
}

/** After a step of this node; `standings` by node, from 1, the node's new one among them. */
export function pastAfter(past: Past, node: number, before: Standing, standings: readonly Standing[]): Past {
  const now = standings[node]!;
  if (now === before) return past;
  const nodes = standings.length - 1;
  const bit = 1 << node;
  const { term, vote } = now;
  const leads = now.isUp && now.isLeader && ((past.leaders[term] ?? 0) & bit) === 0;
  // What it remembers itself need not be remembered for it.
  const forgets = before.vote > 0 && (term < before.term || (term === before.term && vote !== before.vote));
  const place = before.term * nodes + node - 1;
  const taken = takenAfter(past.taken[node]!, before, now);
  const isTaken = taken !== past.taken[node];
  const grows = committedBy(past, taken, node, standings);
  if (!leads && !forgets && !isTaken && grows === null) return past;
  return pastOf(
    leads ? marked(past.leaders, term, bit) : past.leaders,
    forgets ? marked(past.votes, place, 1 << before.vote) : past.votes,
    grows ?? past.committed,
    isTaken ? past.taken.map((index, at) => (at === node ? taken : index)) : past.taken,
  );
}

function takenAfter(index: number, before: Standing, now: Standing): number {
  const { entries, terms } = now;
  let same = 0;
  while (same < entries.length && entries[same] === before.entries[same]) same++;
  for (let last = entries.length; last > same; last--) if (terms[last - 1] === now.term) return last;
  return Math.min(index, same);
}

function committedBy(
  past: Past,
  taken: number,
  node: number,
  standings: readonly Standing[],
): readonly number[] | null {
  const nodes = standings.length - 1;
  const { entries } = standings[node]!;
  for (let index = taken; index > past.committed.length; index--) {
    let holders = 0;
    for (let other = 1; other <= nodes; other++) {
      const own = other === node ? taken : past.taken[other]!;
      if (own >= index && standings[other]!.entries[index - 1] === entries[index - 1]) holders++;
    }
    if (holders * 2 > nodes) return entries.slice(0, index);
  }
  return null;
}

function marked(bits: readonly number[], place: number, bit: number): readonly number[] {
  const copy = bits.slice();
  while (copy.length <= place) copy.push(0);
  copy[place] = copy[place]! | bit;
  return copy;
}

function pastOf(
  leaders: readonly number[],
  votes: readonly number[],
  committed: readonly number[],
  taken: readonly number[],
): Past {
  const print = fingerprintOf([leaders, votes, committed, taken]);
  return { print, leaders, votes, committed, taken };
}
