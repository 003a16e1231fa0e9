// The end of a key's history that still matters: what came before a moment at which nobody waited and
// the key's value is certain is summed up by that value and by the writes that may still take effect.

import type { Call } from './call.ts';

export class Window {
  /** The key's value at the beginning; null: nothing. */
  start: string | null = null;
  calls: Call[] = [];
  /** Every call, and again when it has ended, in order; and the event of each. */
  log: Call[] = [];
  events: number[] = [];
  private waiting = 0;
  /** A call that has not met any other so far. */
  private alone: Call | null = null;
  /** New calls before an attempt to cut, and calls at which the next one is due. */
  private readonly cutEvery: number;
  private cutAt: number;

  constructor(cutEvery: number) {
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

  /** Whether this is a moment to cut, just after the call ended. */
  isDue(call: Call): boolean {
    return (
      this.alone === call &&
      this.waiting === 0 &&
      this.calls.length >= this.cutAt &&
      valueAfter(call) !== undefined
    );
  }

  /** Begins anew after this call with what may still take effect; null: that is not certain. */
  cut(call: Call, left: Call[] | null): void {
    if (left === null) {
      this.cutAt = 2 * this.calls.length;
      return;
    }
    this.start = valueAfter(call) ?? null;
    this.calls = left;
    this.log = left.slice();
    this.events = left.map(({ invoked }) => invoked);
    this.cutAt = 2 * left.length + this.cutEvery;
    this.alone = null;
  }

  /** The unknown writes in it. */
  unknown(): Call[] {
    return this.calls.filter(({ state, kind }) => state === 'unknown' && kind !== 'get');
  }
}

/** What the key holds after a call that nobody met; undefined: not certain. */
function valueAfter(call: Call): string | null | undefined {
  if (call.state === 'seen') return call.told;
  return call.state !== 'done' || call.kind === 'append' ? undefined : call.text;
}
