// Looks for an order of one part's calls that a model explains: Wing and Gong's search over a list of calls and
// returns, with Lowe's memory of the pairs (calls ordered, state) that led nowhere.

import type { Model } from './model.ts';

/** A call that counts; `returned` is Infinity where it may still take effect. */
export interface Candidate<Input, Output> {
  /** Its place in the history. */
  readonly id: number;
  readonly input: Input;
  readonly output: Output | undefined;
  readonly invoked: number;
  readonly returned: number;
  /** Must be in the order. */
  readonly isSure: boolean;
}

export type Answer = 'ordered' | 'no-order' | 'budget';

interface Step<State> {
  readonly place: number;
  readonly state: State;
}

/** `calls` by invocation. `steps`: tries of a call at a place. */
export function findOrder<State, Input, Output>(
  model: Model<State, Input, Output>,
  calls: readonly Candidate<Input, Output>[],
  steps: number,
): Answer {
  const search = new Search(model, calls);
  return search.run(steps);
}

class Search<State, Input, Output> {
  private readonly model: Model<State, Input, Output>;
  private readonly calls: readonly Candidate<Input, Output>[];
  private readonly ordered: Uint8Array;
  private readonly dead = new Set<string>();
  private readonly path: Step<State>[] = [];
  private sureLeft: number;
  /** All before it are ordered. */
  private head = 0;
  /** None from here on is ordered. */
  private end = 0;

  constructor(model: Model<State, Input, Output>, calls: readonly Candidate<Input, Output>[]) {
    this.model = model;
    this.calls = calls;
    this.ordered = new Uint8Array(calls.length);
    this.sureLeft = calls.filter(({ isSure }) => isSure).length;
  }

  run(steps: number): Answer {
    let state = this.model.initial();
    let from = 0;
    let left = steps;
    while (this.sureLeft > 0) {
      if (left-- <= 0) return 'budget';
      const next = this.nextFrom(from, state);
      if (next === null) {
        const last = this.path.pop();
        if (last === undefined) return 'no-order';
        this.mark(last.place, 0);
        state = last.state;
        from = last.place + 1;
        continue;
      }
      this.mark(next.place, 1);
      const key = this.keyOf(next.state);
      if (this.dead.has(key)) {
        this.mark(next.place, 0);
        from = next.place + 1;
        continue;
      }
      this.dead.add(key);
      this.path.push({ place: next.place, state });
      state = next.state;
      from = 0;
    }
    return 'ordered';
  }

  /** The first call from there on that may be next: nothing else that is left had returned before it began. */
  private nextFrom(from: number, state: State): Step<State> | null {
    const { calls, ordered, model } = this;
    let firstReturn = Number.POSITIVE_INFINITY;
    for (let place = this.head; place < calls.length; place++) {
      if (ordered[place] === 1) continue;
      const call = calls[place]!;
      if (call.invoked > firstReturn) return null;
      if (place >= from) {
        const { state: after, output } = model.step(state, call.input);
        if (call.output === undefined || this.agrees(call.output, output)) return { place, state: after };
      }
      if (call.isSure) firstReturn = Math.min(firstReturn, call.returned);
    }
    return null;
  }

  private agrees(answered: Output, expected: Output): boolean {
    if (this.model.agrees !== undefined) return this.model.agrees(answered, expected);
    return JSON.stringify(answered) === JSON.stringify(expected);
  }

  private mark(place: number, value: 0 | 1): void {
    const { ordered } = this;
    ordered[place] = value;
    if (this.calls[place]!.isSure) this.sureLeft += value === 1 ? -1 : 1;
    if (value === 1) {
      while (ordered[this.head] === 1) this.head++;
      this.end = Math.max(this.end, place + 1);
    } else {
      this.head = Math.min(this.head, place);
      while (this.end > 0 && ordered[this.end - 1] === 0) this.end--;
    }
  }

  /** Which calls are ordered, and the state that they led to. */
  private keyOf(state: State): string {
    let bits = `${this.head}|`;
    for (let place = this.head; place < this.end; place += 16) {
      let word = 0;
      for (let bit = 0; bit < 16; bit++) word |= (this.ordered[place + bit] ?? 0) << bit;
      bits += String.fromCharCode(word);
    }
    return `${bits}|${this.model.textOf?.(state) ?? JSON.stringify(state)}`;
  }
}
