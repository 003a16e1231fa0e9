// The nearest word: slips are forgiven, other words are not taken for each other.

import { expect, test } from 'vitest';
import { editDistance, nearest } from './nearest.ts';

test.each([
  ['', 'abc', 3],
  ['abc', 'abc', 0],
  ['abc', 'acb', 1],
  ['kitten', 'sitting', 3],
  ['leader', 'reader', 1],
])('from %j to %j are %d edits', (one, other, distance) => {
  expect(editDistance(one, other)).toBe(distance);
  expect(editDistance(other, one)).toBe(distance);
});

test('takes the nearest, the first among equals, or none', () => {
  const words = ['latency', 'loss', 'duplicate', 'pre-vote'];
  expect(nearest('latncy', words)).toBe('latency');
  expect(nearest('LOSS', words)).toBe('loss');
  expect(nearest('prevote', words)).toBe('pre-vote');
  expect(nearest('form', ['for', 'from', 'fort'])).toBe('from');
  expect(nearest('bandwidth', words)).toBeNull();
  expect(nearest('x'.repeat(1000), words)).toBeNull();
});
