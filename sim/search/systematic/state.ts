// A place in an exploration: how all nodes stand, what is in flight, what is past, and by which moves it was reached.

import type { Bounds } from './bounds.ts';
import { fingerprintOfNumbers } from './fingerprint.ts';
import { type Move, type Path, priceOf, type Spending } from './move.ts';
import type { Past } from './past.ts';
import type { Standing } from './standing.ts';

export interface Trail {
  readonly before: Trail | null;
  readonly move: Move;
  readonly depth: number;
}

export interface State {
  readonly trail: Trail | null;
  /** By node, from 1; at 0 that of node 1, which nobody reads. */
  readonly standings: readonly Standing[];
  /** Messages that wait, by number, in the order in which they were sent; those before `late` were sent long ago. */
  readonly mail: readonly number[];
  readonly late: number;
  readonly past: Past;
  /** Of all that clients called and were answered, in order; 0 = nothing. */
  readonly clients: number;
  readonly spent: Spending;
  /** A bit for each node that has had a move. */
  readonly touched: number;
}

export function pathOf(trail: Trail | null): Path {
  const path: Move[] = [];
  for (let at = trail; at !== null; at = at.before) path.push(at.move);
  return path.reverse();
}

export function depthOf({ trail }: Pick<State, 'trail'>): number {
  return trail?.depth ?? 0;
}

/** Of everything but what is in flight and what was spent. */
export function printOf({ standings, past, clients }: Pick<State, 'standings' | 'past' | 'clients'>): number {
  const numbers = standings.map(({ id }) => id);
  numbers[0] = past.print;
  numbers.push(clients);
  return fingerprintOfNumbers(numbers);
}

/**
 * What may still be delivered, ascending: that it comes late makes another message of it, and where nothing may come
 * late any more, what was sent long ago is lost.
 */
export function inFlight({ mail, late, spent }: State, bounds: Bounds): readonly number[] {
  const isLost = spent.late >= bounds.late || priceOf(spent) >= bounds.price;
  const flying: number[] = [];
  for (let i = isLost ? late : 0; i < mail.length; i++) flying.push(mail[i]! * 2 + (i < late ? 1 : 0));
  return flying.sort((one, other) => one - other);
}
