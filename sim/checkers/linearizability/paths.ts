// How a key may come to hold a value that somebody saw: backwards from the value through the calls that
// produce it, to what the key holds or to a write that overwrites everything.

import { type Call, never } from './call.ts';
import type { Values } from './values.ts';
import { nothing } from './values.ts';

export interface Path {
  /** In the order in which they took effect. */
  readonly calls: readonly Call[];
  /** The path begins with a blind write, and holds whatever was there before. */
  readonly isFresh: boolean;
}

/** More ways than these are not told apart; the offline search decides where it would matter. */
const pathsMax = 6;
const lengthMax = 64;

/** Calls that have no answer yet, or never get one. */
export class Pool {
  readonly appends: Call[] = [];
  private readonly writers: Map<number, Call[]> = new Map();

  add(call: Call): void {
    if (call.kind === 'append') this.appends.push(call);
    else if (call.kind !== 'get') {
      const writers = this.writers.get(call.value);
      if (writers === undefined) this.writers.set(call.value, [call]);
      else writers.push(call);
    }
  }

  remove(call: Call): void {
    if (call.kind === 'get') return;
    const list = call.kind === 'append' ? this.appends : (this.writers.get(call.value) ?? []);
    const position = list.indexOf(call);
    if (position >= 0) list.splice(position, 1);
    if (call.kind !== 'append' && list.length === 0) this.writers.delete(call.value);
  }

  /** Puts, deletes and swaps that leave `value`. */
  leaving(value: number): readonly Call[] {
    return this.writers.get(value) ?? none;
  }
}

const none: readonly Call[] = [];

/** Ways from `state`, with floats that may follow it, to `target`. */
export function pathsTo(
  target: number,
  state: number,
  floats: readonly Call[],
  used: readonly Call[],
  pool: Pool,
  values: Values,
): Path[] {
  const found: Path[] = [];
  const taken: Call[] = [];

  function back(value: number): void {
    if (found.length >= pathsMax || taken.length > lengthMax) return;
    if (value === state) found.push({ calls: taken.toReversed(), isFresh: false });
    for (const call of pool.leaving(value)) {
      if (taken.includes(call) || used.includes(call)) continue;
      taken.push(call);
      if (call.kind === 'cas') {
        if (call.expected !== value) back(call.expected);
      } else found.push({ calls: taken.toReversed(), isFresh: true });
      taken.pop();
    }
    if (value === nothing) return;
    for (const call of floats) strip(call, value);
    for (const call of pool.appends) if (!used.includes(call)) strip(call, value);
  }

  function strip(call: Call, value: number): void {
    const before = values.without(value, call.value);
    if (before < 0 || before === value || taken.includes(call)) return;
    taken.push(call);
    back(before);
    if (values.text(before) === '') back(nothing);
    taken.pop();
  }

  back(target);
  return found;
}

/** Whether the calls, then `last`, then `rest` in any order, respect who had ended before whom was called. */
export function isInTime(calls: readonly Call[], last: Call | null, rest: readonly Call[]): boolean {
  let limit = never;
  for (const { returned } of rest) if (returned < limit) limit = returned;
  if (last !== null && last.invoked > limit) return false;
  for (let i = calls.length - 1; i >= 0; i--) {
    const call = calls[i]!;
    if (call.invoked > limit) return false;
    if (call.returned < limit) limit = call.returned;
  }
  return true;
}
