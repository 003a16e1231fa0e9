// The grammar of selectors, and where it breaks.

import { expect, test } from 'vitest';
import { namesIn, parseSelector } from './selector.ts';

test.each([
  ['n1', ['n1']],
  ['old-leader', ['old-leader']],
  ['all - leader - $old', ['all', 'leader', 'old']],
  ['any(followers - n2)', ['followers', 'n2']],
  ['minority( any(n1, n2) )', ['n1', 'n2']],
])('%s names %j', (text, names) => {
  const parsed = parseSelector(text);
  expect('syntax' in parsed ? namesIn(parsed.syntax).map(({ name }) => name) : parsed).toEqual(names);
});

test('a difference is taken from the left', () => {
  expect(parseSelector('a - b - c')).toMatchObject({
    syntax: { kind: 'minus', of: { kind: 'minus', without: { name: 'b' } }, without: { name: 'c' } },
  });
});

test.each([
  ['', 'expected nodes, such as n1, leader or any(followers)', 0, 0],
  ['n1 n2', '"n2" is not expected here', 3, 2],
  ['some(all)', '"some(…)" is not known; there are any(…), minority(…) and majority(…)', 0, 4],
  ['any(all', '"any(" is not closed', 0, 4],
  ['all - 5', 'expected nodes, got "5"', 6, 1],
  ['any()', 'expected nodes, got ")"', 4, 1],
  [`${'any('.repeat(30)}n1${')'.repeat(30)}`, 'nested too deeply', 0, 152],
])('%j is refused', (text, mistake, offset, length) => {
  expect(parseSelector(text)).toEqual({ mistake, offset, length });
});
