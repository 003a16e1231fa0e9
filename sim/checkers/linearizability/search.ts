// The offline search: depth first over the calls that may come next, never twice from the same place
// (Wing & Gong 1993 with Lowe's 2017 memory of places). Exact; stops at its budget and can go on later.

import { type Call, effect, isSeen, somethingElse } from './call.ts';
import { nothing, type Values } from './values.ts';

export type SearchAnswer = 'linearizable' | 'violated' | 'exhausted';

interface Frame {
  readonly choices: readonly number[];
  next: number;
  readonly depth: number;
  readonly state: number;
}

export class Search {
  /** Calls in the order found, when the answer is `linearizable`. */
  readonly order: Call[] = [];
  /** The key's value after that order. */
  state: number;
  /** Places visited so far. */
  visited = 0;
  private readonly values: Values;
  /** Those that must be ordered, by invocation; then those that may. */
  private readonly calls: Call[];
  private readonly required: number;
  private readonly twin: number[] = [];
  private readonly used: Uint8Array;
  private readonly trail: number[] = [];
  private readonly frames: Frame[] = [];
  private readonly places: Set<string> = new Set();
  private lowest = 0;
  /** How many of the required ones are in the order so far. */
  private ordered = 0;
  private started = false;

  constructor(calls: readonly Call[], values: Values, start: number = nothing) {
    this.values = values;
    this.state = start;
    const required = calls.filter(({ state }) => state === 'done' || state === 'seen');
    this.required = required.length;
    this.calls = [...required, ...usefulOptions(calls, values)];
    this.used = new Uint8Array(this.calls.length);
    this.linkTwins();
  }

  /** Searches on for at most `steps` places. */
  run(steps: number): SearchAnswer {
    if (!this.started) {
      this.started = true;
      if (this.enter()) return this.finish();
    }
    for (let left = steps; left > 0; left--) {
      const frame = this.frames.at(-1);
      if (frame === undefined) return 'violated';
      this.visited++;
      this.undo(frame);
      if (frame.next === frame.choices.length) {
        this.frames.pop();
        continue;
      }
      this.take(frame.choices[frame.next++]!);
      if (this.enter()) return this.finish();
    }
    return 'exhausted';
  }

  private finish(): SearchAnswer {
    for (const position of this.trail) this.order.push(this.calls[position]!);
    return 'linearizable';
  }

  /** Identical options are taken in the order of their calls, which leaves the most freedom. */
  private linkTwins(): void {
    const last = new Map<string, number>();
    for (let i = this.required; i < this.calls.length; i++) {
      const { kind, value, expected } = this.calls[i]!;
      const name = `${kind} ${value} ${expected}`;
      this.twin[i] = last.get(name) ?? -1;
      last.set(name, i);
    }
  }

  private take(position: number): void {
    const call = this.calls[position]!;
    this.used[position] = 1;
    this.trail.push(position);
    if (position < this.required) this.ordered++;
    if (call.state !== 'seen') this.state = effect(call, this.state, this.values);
    while (this.lowest < this.required && this.used[this.lowest] === 1) this.lowest++;
  }

  private undo(frame: Frame): void {
    while (this.trail.length > frame.depth) {
      const position = this.trail.pop()!;
      this.used[position] = 0;
      if (position < this.required) this.ordered--;
      if (position < this.lowest) this.lowest = position;
    }
    this.state = frame.state;
  }

  /** Takes what needs no choice, then opens the choices of this place. True when all is ordered. */
  private enter(): boolean {
    for (;;) {
      if (this.lowest === this.required) return true;
      const choices = this.choices();
      if (choices === null) continue;
      if (choices.length > 1 && !this.isNew()) return false;
      this.frames.push({ choices, next: 0, depth: this.trail.length, state: this.state });
      return false;
    }
  }

  /** The calls that may be next; null when a read of the current value was taken instead, as it always may. */
  private choices(): readonly number[] | null {
    const { calls, used, state } = this;
    let limit = Number.POSITIVE_INFINITY;
    const open: number[] = [];
    for (let i = this.lowest; i < this.required; i++) {
      if (used[i] === 1) continue;
      const call = calls[i]!;
      if (call.invoked > limit) break;
      if (call.returned < limit) limit = call.returned;
      open.push(i);
    }
    const found: number[] = [];
    for (const i of open) {
      const call = calls[i]!;
      if (call.invoked > limit) continue;
      if (call.state === 'seen') {
        if (!isSeen(call, state)) continue;
        this.take(i);
        return null;
      }
      if (effect(call, state, this.values) >= 0) found.push(i);
    }
    for (let i = this.required; i < calls.length; i++) {
      const call = calls[i]!;
      if (call.invoked > limit) break;
      if (used[i] === 1 || (this.twin[i]! >= 0 && used[this.twin[i]!] === 0)) continue;
      const after = effect(call, state, this.values);
      if (after >= 0 && after !== state) found.push(i);
    }
    return found;
  }

  /** Exact: numbers in words first, then the calls ordered beyond the lowest, 15 bits a character. */
  private isNew(): boolean {
    const { used } = this;
    let place = `${this.state} ${this.lowest}`;
    for (let i = this.required; i < used.length; i++) if (used[i] === 1) place += ` ${i}`;
    place += '\n';
    let ahead = this.ordered - this.lowest;
    // The leading bit keeps the zeros behind it.
    let bits = 1;
    for (let i = this.lowest + 1; ahead > 0; i++) {
      bits = (bits << 1) | used[i]!;
      ahead -= used[i]!;
      if (bits < 0x8000) continue;
      place += String.fromCharCode(bits);
      bits = 1;
    }
    place += String.fromCharCode(bits);
    if (this.places.has(place)) return false;
    this.places.add(place);
    return true;
  }
}

/**
 * Calls that may have taken effect, without those whose effect nobody can have seen: what stands in no
 * value that anybody saw or expected can be left out of any order.
 */
function usefulOptions(calls: readonly Call[], values: Values): readonly Call[] {
  const options = calls.filter(
    ({ state, kind }) => kind !== 'get' && (state === 'pending' || state === 'unknown'),
  );
  // Who saw something else than it expected may have seen any of them.
  const isAny = calls.some(({ state, seen }) => state === 'seen' && seen === somethingElse);
  if (options.length === 0 || isAny) return options;
  const observed = new Set<number>();
  let appends = false;
  for (const call of calls) {
    if (call.state === 'seen') observed.add(call.seen);
    if (call.kind === 'cas' && call.state !== 'failed') observed.add(call.expected);
    if (call.kind === 'append') appends = true;
  }
  const texts = appends ? [...observed].map((value) => values.text(value) ?? '') : [];
  return options.filter((call) => {
    const text = values.text(call.value) ?? '';
    if (call.kind === 'append') return texts.some((seen) => seen.includes(text));
    return observed.has(call.value) || texts.some((seen) => seen.startsWith(text));
  });
}
