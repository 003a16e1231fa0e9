// Numbers as readers see them.

import { describe, expect, it } from 'vitest';
import { counted, duration, grouped, listed, rough, seconds } from './quantity.ts';

describe('numbers for readers', () => {
  it('groups digits by three', () => {
    expect([0, 999, 1000, 1213441].map(grouped)).toEqual(['0', '999', '1,000', '1,213,441']);
  });

  it('counts one and many', () => {
    expect([counted(1, 'seed'), counted(2000, 'seed')]).toEqual(['1 seed', '2,000 seeds']);
  });

  it('gives a duration one unit', () => {
    expect([0, 80, 1500, 20e6, 90e6, 5400e6, 172_800e6].map(duration)).toEqual([
      '0us',
      '80us',
      '1.5ms',
      '20s',
      '1.5min',
      '1.5h',
      '2d',
    ]);
  });

  it('cuts a point in time to the millisecond, never rounding up', () => {
    expect([0, 4_318_204, 999_999, 61_000_000].map(seconds)).toEqual(['0.000', '4.318', '0.999', '61.000']);
  });

  it('rounds large counts to what a line has room for', () => {
    expect([12, 1213, 183_440, 12_134_410].map(rough)).toEqual(['12', '1.2k', '183k', '12.1M']);
  });

  it('says how many more a list has', () => {
    expect(listed([7, 9, 12], 2)).toBe('7, 9 and 1 more');
    expect(listed([7, 9], 2, 1502)).toBe('7, 9 and 1,500 more');
    expect(listed([7], 2)).toBe('7');
  });
});
