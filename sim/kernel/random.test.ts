// Named streams: pure in name, ordinal and lane, and evenly spread.

import { describe, expect, it } from 'vitest';
import { sample } from './distribution.ts';
import { SequentialRandom, Stream } from './random.ts';

describe('Stream', () => {
  it('draws by position, not by order', () => {
    const one = new Stream('7/link/1>2');
    const forward = [1, 2, 3, 4].map((ordinal) => one.at(ordinal, 0));
    const other = new Stream('7/link/1>2');
    const backward = [4, 3, 2, 1].map((ordinal) => other.at(ordinal, 0)).reverse();
    expect(backward).toEqual(forward);
    expect(new Stream('7/link/2>1').at(1, 0)).not.toBe(forward[0]);
    expect(new Stream('8/link/1>2').at(1, 0)).not.toBe(forward[0]);
    expect(one.at(1, 1)).not.toBe(forward[0]);
  });

  it('keeps its values: a seed means the same run for ever', () => {
    const stream = new Stream('1/link/1>2');
    expect([stream.at(1, 0), stream.at(2, 0), stream.at(1, 1)]).toMatchInlineSnapshot(`
      [
        1289198348,
        1217105135,
        2223707608,
      ]
    `);
  });

  it('spreads evenly over values, ordinals and lanes', () => {
    for (const lane of [0, 1, 5]) {
      const stream = new Stream(`evenness/${lane}`);
      const buckets = new Array<number>(64).fill(0);
      const bits = new Array<number>(32).fill(0);
      const draws = 64_000;
      for (let ordinal = 1; ordinal <= draws; ordinal++) {
        const draw = stream.at(ordinal, lane);
        buckets[draw >>> 26]!++;
        const change = draw ^ stream.at(ordinal + 1, lane);
        for (let bit = 0; bit < 32; bit++) bits[bit]! += (change >>> bit) & 1;
      }
      // Chi-square with 63 degrees of freedom: 120 is beyond 1 in 10^5.
      const chiSquare = buckets.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
      expect(chiSquare).toBeLessThan(120);
      for (const flips of bits) expect(Math.abs(flips - draws / 2)).toBeLessThan(800);
    }
  });
});

describe('SequentialRandom', () => {
  it('stays below its limit and takes forced draws', () => {
    const free = new SequentialRandom('1/server/2', null);
    const draws = [1, 2, 3, 4, 5].map(() => free.below(1000));
    for (const draw of draws) expect(draw >= 0 && draw < 1000).toBe(true);
    const forced = new SequentialRandom('1/server/2', new Map([[3, 999]]));
    expect([1, 2, 3, 4, 5].map(() => forced.below(1000))).toEqual(draws.with(2, 999));
  });
});

describe('sample', () => {
  it('reaches both ends and nothing beyond', () => {
    const last = 0xffff_ffff;
    const uniform = { kind: 'uniform', min: 3, max: 9 } as const;
    expect([sample(uniform, 0), sample(uniform, last)]).toEqual([3, 9]);
    const table = { kind: 'table', quantiles: [0, 10, 100] } as const;
    expect([sample(table, 0), sample(table, 0x8000_0000), sample(table, last)]).toEqual([0, 10, 99]);
    expect(sample({ kind: 'choice', values: [5, 6, 7] }, last)).toBe(7);
    expect(sample({ kind: 'constant', value: 4 }, last)).toBe(4);
  });
});
