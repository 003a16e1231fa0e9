// One way in which everything answered so far may have happened: what the key holds, appends whose order
// is still open, values that stood a moment ago, and the calls without an answer that it has used.

import type { Call } from './call.ts';

/** A value that stood until the event `until`, and may have been seen by whoever called before that. */
export interface Glimpse {
  readonly value: number;
  readonly until: number;
  /** A blind write came next: swaps and appends may hide between. */
  readonly isTip: boolean;
}

export interface Configuration {
  readonly state: number;
  /** Answered appends at the end of `state`, in an order that nobody has seen. */
  readonly floats: readonly Call[];
  /** Event at which the latest blind write took effect; other calls may hide just before it. */
  readonly blindAt: number;
  readonly glimpses: readonly Glimpse[];
  /** Used before their answer; unknown ones for good. By operation. */
  readonly used: readonly Call[];
}

export function startingAt(state: number): Configuration {
  return { state, floats: [], blindAt: -1, glimpses: [], used: [] };
}

/** Two with the same name differ at most in how much they allow. */
export function nameOf({ state, floats, used }: Configuration): string {
  let name = `${state}`;
  for (const { operation } of floats) name += `~${operation.id}`;
  for (const { operation } of used) name += ` ${operation.id}`;
  return name;
}

export function withUsed(used: readonly Call[], more: readonly Call[]): readonly Call[] {
  return more.length === 0 ? used : [...used, ...more].sort((a, b) => a.operation.id - b.operation.id);
}

export function without(list: readonly Call[], call: Call): readonly Call[] {
  return list.includes(call) ? list.filter((other) => other !== call) : list;
}

/** Until when the present value, without the floats, could be seen. */
export function seenUntil(floats: readonly Call[], event: number): number {
  let until = event;
  for (const { returned } of floats) if (returned < until) until = returned;
  return until;
}
