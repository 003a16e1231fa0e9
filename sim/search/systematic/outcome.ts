// What one step comes to: of the node that takes it, and of the state around it.

import { fingerprintOfNumbers } from './fingerprint.ts';
import { type Move, priceOf, spend } from './move.ts';
import { eventOf } from './moves.ts';
import { pastAfter } from './past.ts';
import type { Standing } from './standing.ts';
import { depthOf, type State } from './state.ts';

/** What a step of one node came to. */
export interface Outcome {
  readonly standing: Standing;
  /** Messages by number. */
  readonly sent: readonly number[];
  /** Of the answers to clients; 0 = none. */
  readonly answers: number;
}

const eventsMax = 0x800_0000;

/** A standing that leaves out something that matters would make the exploration pass over what it should try. */
export function mustBeSame(known: Outcome, played: Outcome, move: Move): void {
  const isSame =
    known.standing === played.standing &&
    known.answers === played.answers &&
    known.sent.join() === played.sent.join();
  if (!isSame)
    throw new Error(`equal standings took unequal steps: ${JSON.stringify({ move, known, played })}`);
}

export function keyOf(from: State, move: Move): number {
  return from.standings[move.node]!.id * eventsMax + eventOf(move, from.mail);
}

/** The state after a move whose step comes to this. */
export function after(from: State, move: Move, { standing, sent, answers }: Outcome): State {
  const { node } = move;
  const standings = from.standings.slice();
  standings[node] = standing;
  const taken = move.kind === 'deliver' && !move.keeps ? move.position : -1;
  const mail = taken < 0 ? from.mail.slice() : from.mail.filter((_, position) => position !== taken);
  const spent = spend(from.spent, move);
  // What waits while something happens that has its price is late from then on.
  let late = priceOf(spent) > priceOf(from.spent) ? mail.length : from.late;
  if (taken >= 0 && taken < late && late === from.late) late--;
  mail.push(...sent);
  let { clients } = from;
  if (move.kind === 'call') clients = fingerprintOfNumbers([clients, move.call, node]);
  if (answers !== 0) clients = fingerprintOfNumbers([clients, -1, answers]);
  return {
    trail: { before: from.trail, move, depth: depthOf(from) + 1 },
    standings,
    mail,
    late,
    past: pastAfter(from.past, node, from.standings[node]!, standings),
    clients,
    spent,
    touched: from.touched | (1 << node),
  };
}
