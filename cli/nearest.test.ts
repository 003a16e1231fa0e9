// The word that was meant, and silence where none is near.

import { describe, expect, it } from 'vitest';
import { editDistance, nearest } from './nearest.ts';

describe('the nearest word', () => {
  it('counts insertions, deletions, changes and swaps as one edit each', () => {
    expect(editDistance('seed', 'seeds')).toBe(1);
    expect(editDistance('seed', 'sed')).toBe(1);
    expect(editDistance('seed', 'sead')).toBe(1);
    expect(editDistance('seed', 'sede')).toBe(1);
    expect(editDistance('', 'abc')).toBe(3);
    expect(editDistance('kitten', 'sitting')).toBe(3);
  });

  it('finds what was meant', () => {
    const options = ['seed', 'seeds', 'reporter', 'check-determinism', 'trace'];
    expect(nearest('sead', options)).toBe('seed');
    expect(nearest('reportr', options)).toBe('reporter');
    expect(nearest('check-determinsm', options)).toBe('check-determinism');
    expect(nearest('check', options)).toBe('check-determinism');
    expect(nearest('Trace', options)).toBe('trace');
  });

  it('guesses nothing where nothing is near', () => {
    expect(nearest('verbose', ['seed', 'trace'])).toBeNull();
    expect(nearest('x', [])).toBeNull();
  });
});
