// The end of a key's history that still matters: what came before a moment at which nobody waited and
// the key's value is certain is summed up by that value and by the writes that may still take effect.

import type { Call } from './call.ts';
import { Search } from './search.ts';
import { nothing, type Values } from './values.ts';

/** Places that one attempt to cut may visit. */
const stepsMax = 2000;

export class Window {
  /** The key's value at the beginning. */
  start: number = nothing;
  calls: Call[] = [];
  /** Every call, and again when it has ended, in order; and the event of each. */
  log: Call[] = [];
  events: number[] = [];
  private readonly values: Values;
  private waiting = 0;
  /** A call that has not met any other so far. */
  private alone: Call | null = null;
  /** New calls before an attempt to cut, and calls at which the next one is due. */
  private readonly cutEvery: number;
  private cutAt: number;

  constructor(values: Values, cutEvery: number) {
    this.values = values;
    this.cutEvery = cutEvery;
    this.cutAt = cutEvery;
  }

  invoked(call: Call, event: number): void {
    this.alone = this.waiting === 0 ? call : null;
    this.waiting++;
    this.calls.push(call);
    this.log.push(call);
    this.events.push(event);
  }

  returned(call: Call, event: number): void {
    this.waiting--;
    this.log.push(call);
    this.events.push(event);
  }

  /** Cuts after this call if that loses nothing. True when it did. */
  cut(call: Call): boolean {
    if (this.alone !== call || this.waiting > 0 || this.calls.length < this.cutAt) return false;
    const state = valueAfter(call);
    const left = state < 0 ? null : this.leftOver();
    if (left === null) {
      this.cutAt = 2 * this.calls.length;
      return false;
    }
    this.start = state;
    this.calls = left;
    this.log = left.slice();
    this.events = left.map(({ invoked }) => invoked);
    this.cutAt = 2 * left.length + this.cutEvery;
    this.alone = null;
    return true;
  }

  search(): Search {
    return new Search(this.calls, this.values, this.start);
  }

  /** The unknown calls that no order has used and every order may still use; null when that depends on the order. */
  private leftOver(): Call[] | null {
    const unknown = this.calls.filter(({ state, kind }) => state === 'unknown' && kind !== 'get');
    if (unknown.length === 0) return unknown;
    const seen = this.seenTexts();
    const used = unknown.filter((call) => {
      const text = this.values.text(call.value);
      return text !== null && seen.some((other) => other.includes(text));
    });
    if (!this.isPossible(unknown.filter((call) => !used.includes(call)))) return null;
    for (const call of used) if (this.isPossible([call]) !== false) return null;
    return unknown.filter((call) => !used.includes(call));
  }

  private seenTexts(): readonly string[] {
    const seen = new Set<number>();
    for (const { state, kind, seen: value, expected } of this.calls) {
      if (state === 'seen') seen.add(value);
      else if (kind === 'cas' && state !== 'failed') seen.add(expected);
    }
    return [...seen].map((value) => this.values.text(value) ?? '');
  }

  /** Whether there is an order without these; null: not known. */
  private isPossible(without: readonly Call[]): boolean | null {
    const calls = this.calls.filter((call) => !without.includes(call));
    const answer = new Search(calls, this.values, this.start).run(stepsMax);
    return answer === 'exhausted' ? null : answer === 'linearizable';
  }
}

/** What the key holds after a call that nobody met; -1: not certain. */
function valueAfter(call: Call): number {
  if (call.state === 'seen') return call.seen;
  if (call.state !== 'done' || call.kind === 'append') return -1;
  return call.kind === 'delete' ? nothing : call.value;
}
