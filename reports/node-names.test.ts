// Names of nodes in sentences: only whole words that name a node of the run.

import { describe, expect, it } from 'vitest';
import { inNames } from './node-names.ts';

describe('names of nodes', () => {
  it('take the place of numbers', () => {
    expect(inNames('n1, leader of term 4, heard n2 (n10)', ['s1', 'east', 'c'])).toBe(
      's1, leader of term 4, heard east (n10)',
    );
  });

  it('leave other words alone', () => {
    expect(inNames('run10 n1x an1 n0 n01', ['s1'])).toBe('run10 n1x an1 n0 n01');
  });

  it('are exchanged at once, not one after the other', () => {
    expect(inNames('n1 n2', ['n2', 'n1'])).toBe('n2 n1');
  });
});
