// Histories of objects that are not key-value stores, judged by hand, and thousands of small ones by trying every order.

import { describe, expect, it } from 'vitest';
import { judgeCalls } from './judge.ts';
import type { Call, Model } from './model.ts';

type QueueInput = { readonly push: number } | 'pop';

const queue: Model<readonly number[], QueueInput, number | null> = {
  name: 'queue',
  initial: () => [],
  step: (state, input) =>
    input === 'pop'
      ? { state: state.slice(1), output: state[0] ?? null }
      : { state: [...state, input.push], output: null },
};

interface CounterInput {
  readonly name: string;
  readonly add: number;
}

/** Answers with what it has come to. */
const counters: Model<number, CounterInput, number> = {
  name: 'counters',
  initial: () => 0,
  step: (state, { add }) => ({ state: state + add, output: state + add }),
  part: ({ name }) => name,
  describe: ({ name, add }, output) => `${name} += ${add} is ${output}`,
};

function call<I, O>(invoked: number, returned: number, input: I, output?: O): Call<I, O> {
  return { client: 1, input, output, invoked, returned };
}

const steps = 100_000;

describe('a history of any object', () => {
  it('is linearizable when an order explains every answer', () => {
    const history = [
      call(1, 4, { push: 7 }),
      call(2, 6, { push: 8 }),
      call(5, 8, 'pop', 8),
      call(7, 9, 'pop', 7),
    ];
    expect(judgeCalls(queue, history as Call<QueueInput, number | null>[], steps)).toEqual({
      kind: 'linearizable',
    });
  });

  it('is not where an answer comes before its cause', () => {
    const history = [call(1, 2, { push: 7 }), call(3, 4, 'pop', 8), call(5, 6, { push: 8 })];
    expect(judgeCalls(queue, history as Call<QueueInput, number | null>[], steps)).toMatchObject({
      kind: 'violated',
      calls: [1],
    });
  });

  it('is judged part by part, and names the part and the calls', () => {
    const a = { name: 'a', add: 1 };
    const b = { name: 'b', add: 1 };
    const history = [
      call(1, 2, a, 1),
      call(1, 2, b, 1),
      call(3, 6, b, 2),
      call(4, 5, b, 2),
      call(7, 8, a, 2),
    ];
    expect(judgeCalls(counters, history, steps)).toEqual({
      kind: 'violated',
      part: 'b',
      message: 'no order of the calls explains b += 1 is 2, beside 1 that overlap it',
      calls: [3, 2],
    });
  });

  it('lets a call of unknown outcome take effect at any later time, once, or never', () => {
    const add = { name: 'a', add: 1 };
    const given = { client: 2, input: add, invoked: 1 };
    expect(judgeCalls(counters, [given, call(5, 6, add, 1)], steps).kind).toBe('linearizable');
    expect(judgeCalls(counters, [given, call(5, 6, add, 2)], steps).kind).toBe('linearizable');
    expect(judgeCalls(counters, [given, call(5, 6, add, 3)], steps).kind).toBe('violated');
  });

  it('leaves out what certainly failed', () => {
    const add = { name: 'a', add: 1 };
    const failed = { client: 2, input: add, invoked: 1, returned: 2, outcome: 'failed' as const };
    expect(judgeCalls(counters, [failed, call(5, 6, add, 2)], steps).kind).toBe('violated');
  });

  it('says that it does not know when the work is too much', () => {
    const many = Array.from({ length: 14 }, (_, n) => call(1, 100, { push: n }));
    const history = [...many, call(101, 102, 'pop', 99)] as Call<QueueInput, number | null>[];
    expect(judgeCalls(queue, history, 1000)).toEqual({ kind: 'unknown', parts: [''] });
  });

  it('refuses times that make no sense', () => {
    expect(() => judgeCalls(counters, [call(5, 4, { name: 'a', add: 1 }, 1)], steps)).toThrow(
      'call 0: it is ok, was invoked at 5 and returned at 4',
    );
  });
});

describe('small histories', () => {
  it('are judged as by trying every order', () => {
    let good = 0;
    for (let seed = 1; seed <= 3000; seed++) {
      const history = smallHistory(seed);
      const isGood = someOrderExplains(history);
      if (isGood) good++;
      expect(judgeCalls(queue, history, steps).kind, `seed ${seed}`).toBe(
        isGood ? 'linearizable' : 'violated',
      );
    }
    expect(good).toBeGreaterThan(300);
    expect(good).toBeLessThan(2700);
  });
});

function dice(seed: number): (sides: number) => number {
  let state = seed * 2_654_435_761;
  return (sides) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    return ((state ^ (state >>> 13)) >>> 0) % sides;
  };
}

function smallHistory(seed: number): readonly Call<QueueInput, number | null>[] {
  const roll = dice(seed);
  return Array.from({ length: 5 }, (_, client) => {
    const invoked = roll(8);
    const input: QueueInput = roll(2) === 0 ? 'pop' : { push: 1 + roll(2) };
    if (roll(6) === 0) return { client, input, invoked };
    const output = input === 'pop' ? [null, 1, 2][roll(3)] : null;
    return { client, input, output, invoked, returned: invoked + roll(6) };
  });
}

/** Every order of every choice of the calls that may be left out. */
function someOrderExplains(history: readonly Call<QueueInput, number | null>[]): boolean {
  const search = (left: readonly Call<QueueInput, number | null>[], state: readonly number[]): boolean => {
    if (left.every(({ returned }) => returned === undefined)) return true;
    return left.some((next) => {
      if (left.some(({ returned }) => returned !== undefined && returned < next.invoked)) return false;
      const after = queue.step(state, next.input);
      if (next.returned !== undefined && next.output !== after.output) return false;
      return search(
        left.filter((other) => other !== next),
        after.state,
      );
    });
  };
  return search(history, queue.initial());
}
