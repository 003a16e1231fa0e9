// Seeds as people write them.

import { describe, expect, it } from 'vitest';
import { BadInput } from './bad-input.ts';
import { parseSeed, parseSeeds } from './seeds.ts';

describe('seeds', () => {
  it('counts with a lone number and names seeds with ranges and lists', () => {
    expect([...parseSeeds('3')]).toEqual([1, 2, 3]);
    expect([...parseSeeds('3..5')]).toEqual([3, 4, 5]);
    expect([...parseSeeds('900, 1..3,0')]).toEqual([0, 1, 2, 3, 900]);
    expect([...parseSeeds('7..7')]).toEqual([7]);
  });

  it('runs no seed twice', () => {
    const seeds = parseSeeds('1..5,3..7,7,8');
    expect([...seeds]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(seeds.toString()).toBe('1..8');
    expect(seeds.count).toBe(8);
  });

  it('takes no room for the largest range', () => {
    const seeds = parseSeeds('0..9007199254740991');
    expect(seeds.count).toBe(2 ** 53);
    expect([...parseSeeds('9007199254740990..9007199254740991')]).toEqual([2 ** 53 - 2, 2 ** 53 - 1]);
    for (const seed of seeds) {
      if (seed === 3) break;
    }
  });

  it.each(['', 'x', '-1', '1.5', '1e3', '0x10', '9007199254740992', '99999999999999999999'])(
    'refuses the seed "%s"',
    (text) => {
      expect(() => parseSeed(text)).toThrow(BadInput);
    },
  );

  it.each(['', '0', '1..', '..2', '1..2..3', '5..1', '1,,2', 'a..b', '1..9007199254740992'])(
    'refuses the seeds "%s"',
    (text) => {
      expect(() => parseSeeds(text)).toThrow(BadInput);
    },
  );

  it('turns a range around in its hint', () => {
    expect(() => parseSeeds('5..1')).toThrow(expect.objectContaining({ hint: 'did you mean 1..5?' }));
  });
});
