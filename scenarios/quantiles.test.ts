// The tables of distributions: they rise, and have the quantiles that they were asked for.

import { describe, expect, test } from 'vitest';
import { cells, exponentialTable, lognormalTable, longTailTable, zipfThresholds } from './quantiles.ts';

/** The quantile at a share, as the simulator interpolates it. */
function at(table: readonly number[], share: number): number {
  const position = share * cells;
  const step = Math.min(Math.floor(position), cells - 1);
  return table[step]! + (table[step + 1]! - table[step]!) * (position - step);
}

const tables: readonly (readonly [string, readonly number[]])[] = [
  ['exponential', exponentialTable(2000, null)],
  ['exponential with max', exponentialTable(2000, 5000)],
  ['lognormal', lognormalTable(5000, 60_000)],
  ['long tail', longTailTable(4000, 40_000, 200_000)],
];

test.each(tables)('%s: 1,025 integers that never fall, none below 1', (_, table) => {
  expect(table).toHaveLength(1025);
  expect(table.every((value) => Number.isSafeInteger(value) && value >= 1)).toBe(true);
  expect(table.every((value, point) => point === 0 || value >= table[point - 1]!)).toBe(true);
});

describe('exponential', () => {
  test('has its mean, between whose points it is interpolated', () => {
    const table = exponentialTable(1_000_000, null);
    let sum = 0;
    for (let point = 0; point < cells; point++) sum += (table[point]! + table[point + 1]!) / 2;
    expect(sum / cells / 1_000_000).toBeCloseTo(1, 3);
    expect(at(table, 0.5) / 1_000_000).toBeCloseTo(Math.log(2), 5);
  });

  test('ends at its max', () => {
    expect(exponentialTable(2000, 5000).at(-1)).toBe(5000);
    expect(exponentialTable(2000, null).at(-1)).toBe(Math.round(2000 * Math.log(1024) + 4000));
  });
});

test('lognormal has its median and its p99', () => {
  const table = lognormalTable(5000, 60_000);
  expect(at(table, 0.5)).toBe(5000);
  expect(at(table, 0.99) / 60_000).toBeCloseTo(1, 2);
});

test('long tail has its median, p99 and p999', () => {
  const table = longTailTable(4000, 40_000, 200_000);
  expect(at(table, 0.5)).toBe(4000);
  expect(at(table, 0.99) / 40_000).toBeCloseTo(1, 1);
  expect(at(table, 0.999) / 200_000).toBeCloseTo(1, 1);
});

describe('zipf', () => {
  test('gives ranks in proportion to 1/n', () => {
    const thresholds = zipfThresholds(3, 1);
    expect(thresholds.map((threshold) => threshold / 2 ** 32)).toEqual([
      expect.closeTo(6 / 11, 8),
      expect.closeTo(9 / 11, 8),
      1,
    ]);
  });

  test('is even for exponent 0, and ends at 2^32 for any', () => {
    expect(zipfThresholds(4, 0)).toEqual([2 ** 30, 2 ** 31, 3 * 2 ** 30, 2 ** 32]);
    expect(zipfThresholds(1000, 1.2).at(-1)).toBe(2 ** 32);
  });
});
