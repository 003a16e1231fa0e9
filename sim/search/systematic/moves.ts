// What can happen next, within the bounds.

import type { Bounds } from './bounds.ts';
import { type Move, priceOf, type Spending, spend } from './move.ts';
import { depthOf, type State } from './state.ts';

export interface MessageInFlight {
  readonly to: number;
}

/** The number of an event as it concerns its node: what it brings, whoever sent it, wherever it waited. */
export function eventOf(move: Move, mail: readonly number[]): number {
  const dead = 'dies' in move && move.dies ? 1 : 0;
  switch (move.kind) {
    case 'timeout':
      return dead;
    case 'heartbeat':
      return 2 + dead;
    case 'crash':
      return 4;
    case 'restart':
      return 5;
    case 'call':
      return 6 + move.call * 2 + dead;
    case 'deliver':
      return firstMessage + mail[move.position]! * 2 + dead;
  }
}

const firstMessage = 64;
/** So that calls stay below messages. */
export const callsMax = 16;

/** Every move from here; the cheap ones, deliveries and restarts, come last. */
export function movesFrom(
  state: State,
  bounds: Bounds,
  messages: readonly MessageInFlight[],
  isSymmetric: boolean,
): readonly Move[] {
  const moves: Move[] = [];
  if (depthOf(state) >= bounds.depth) return moves;
  const { standings, mail, spent } = state;
  const nodesEnd = isSymmetric ? nextUntouched(state) + 1 : standings.length;
  const add = (move: Move): void => {
    if (isAffordable(spend(spent, move), bounds)) moves.push(move);
  };
  const addWithDeath = (move: Exclude<Move, { kind: 'crash' | 'restart' }>): void => {
    if (bounds.lossy) add({ ...move, dies: true });
    add(move);
  };
  const nodes = Math.min(nodesEnd, standings.length);
  for (let node = 1; node < nodes; node++) {
    const { isUp, isLeader, term } = standings[node]!;
    if (!isUp) continue;
    add({ kind: 'crash', node });
    if (isLeader) {
      addWithDeath({ kind: 'heartbeat', node, dies: false });
      if (spent.calls < bounds.commands.length)
        addWithDeath({ kind: 'call', node, call: spent.calls, dies: false });
    } else if (term < bounds.terms) addWithDeath({ kind: 'timeout', node, dies: false });
  }
  const seen = new Set<number>();
  for (let position = mail.length - 1; position >= 0; position--) {
    const id = mail[position]!;
    const { to } = messages[id]!;
    // Of two that are equal the later one is the cheaper.
    if (to >= nodes || !standings[to]!.isUp || seen.has(id)) continue;
    seen.add(id);
    const isLate = position < state.late;
    if (bounds.lossy) add({ kind: 'deliver', node: to, position, keeps: false, dies: true, isLate });
    add({ kind: 'deliver', node: to, position, keeps: true, dies: false, isLate });
    add({ kind: 'deliver', node: to, position, keeps: false, dies: false, isLate });
  }
  for (let node = 1; node < nodes; node++) if (!standings[node]!.isUp) add({ kind: 'restart', node });
  return moves;
}

/** Servers that nothing has happened to differ by their numbers alone: the lowest of them stands for all. */
function nextUntouched({ touched, standings }: State): number {
  for (let node = 1; node < standings.length; node++) if ((touched & (1 << node)) === 0) return node;
  return standings.length;
}

function isAffordable(spent: Spending, bounds: Bounds): boolean {
  return (
    priceOf(spent) <= bounds.price &&
    spent.timeouts <= bounds.timeouts &&
    spent.heartbeats <= bounds.heartbeats &&
    spent.crashes <= bounds.crashes &&
    spent.calls <= bounds.calls &&
    spent.copies <= bounds.copies &&
    spent.late <= bounds.late
  );
}
