// One choice of an exploration: what happens next, to whom. A path is a list of them, plain data that leads to the same
// place whenever it is played, and that a script of steps can say as well.

import type { Command } from '../../kv-model.ts';

export type Move =
  /** The message at this place among those that wait, in the order of their sending. `keeps`: a copy of it. */
  | {
      readonly kind: 'deliver';
      readonly node: number;
      readonly position: number;
      readonly keeps: boolean;
      readonly dies: boolean;
      /** It was sent before the last move that had a price. */
      readonly isLate: boolean;
    }
  /** A wait for a leader, or a leader's wait before it is heard again, is over. */
  | { readonly kind: 'timeout' | 'heartbeat'; readonly node: number; readonly dies: boolean }
  /** The client of this number, from 0, makes its call. */
  | { readonly kind: 'call'; readonly node: number; readonly call: number; readonly dies: boolean }
  | { readonly kind: 'crash' | 'restart'; readonly node: number };

export type Path = readonly Move[];

/** What an exploration counts and bounds: everything but deliveries and restarts, each at a price of one. */
export const priced = ['timeouts', 'heartbeats', 'crashes', 'calls', 'copies', 'late'] as const;
export type Priced = (typeof priced)[number];
export type Spending = { readonly [K in Priced]: number };

export const nothingSpent: Spending = {
  timeouts: 0,
  heartbeats: 0,
  crashes: 0,
  calls: 0,
  copies: 0,
  late: 0,
};

/** `dies`: the node crashes before anything that the move made it write is on its disk. */
export function spend(so: Spending, move: Move): Spending {
  const dead = 'dies' in move && move.dies ? 1 : 0;
  const crashes = so.crashes + dead;
  switch (move.kind) {
    case 'deliver':
      if (dead === 0 && !move.keeps && !move.isLate) return so;
      return {
        ...so,
        crashes,
        copies: so.copies + (move.keeps ? 1 : 0),
        late: so.late + (move.isLate ? 1 : 0),
      };
    case 'timeout':
      return { ...so, crashes, timeouts: so.timeouts + 1 };
    case 'heartbeat':
      return { ...so, crashes, heartbeats: so.heartbeats + 1 };
    case 'call':
      return { ...so, crashes, calls: so.calls + 1 };
    case 'crash':
      return { ...so, crashes: so.crashes + 1 };
    case 'restart':
      return so;
  }
}

export function priceOf({ timeouts, heartbeats, crashes, calls, copies, late }: Spending): number {
  return timeouts + heartbeats + crashes + calls + copies + late;
}

/** No more of anything. */
export function isWithin(one: Spending, other: Spending): boolean {
  return (
    one.timeouts <= other.timeouts &&
    one.heartbeats <= other.heartbeats &&
    one.crashes <= other.crashes &&
    one.calls <= other.calls &&
    one.copies <= other.copies &&
    one.late <= other.late
  );
}

/** What the clients call, one after another, when they call. */
export type Calls = readonly Command[];
