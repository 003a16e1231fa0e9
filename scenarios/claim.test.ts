// A claim is read, or refused where nobody could check it.

import { describe, expect, it } from 'vitest';
import { claimsOf } from './claim.ts';

describe('claims', () => {
  it('name bug, seeds, property and reason', () => {
    const text = '# Catches E06 in 9 seeds, as vote-up-to-date: anyone wins: at once.\nversion: 1\n';
    expect(claimsOf(text)).toEqual([
      { bug: 'E06', seeds: 9, as: 'vote-up-to-date', why: 'anyone wins: at once' },
    ]);
  });

  it('may be several, or none', () => {
    const one = '# Catches E06 in 1 seed, as a: b.';
    expect(claimsOf(`${one}\nversion: 1\n${one}\n`)).toHaveLength(2);
    expect(claimsOf('version: 1\n# It catches E06 in 1 seed, as a: b.')).toEqual([]);
  });

  it.each([
    '# Catches E06 soon.',
    '# Catches E06 in 1 seed.',
    '# Catches E06 in one seed, as a: b.',
    '# Catches E06 in 1 seed, as a: b',
  ])('refuses %s', (line) => {
    expect(() => claimsOf(line)).toThrow('write "# Catches ID in N seeds');
  });
});
