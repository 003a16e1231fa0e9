// The line that an annotation points at.

import { expect, it } from 'vitest';
import { expectationLine } from './expectation-line.ts';

const text = `version: 1
name: a
expect:
  always: [election-safety]
  eventually:
    - { that: leader-exists, within: 2s }
    - that: all-nodes-caught-up
      within: 3s
  sometimes:
    - name: "leaders # die"
      that: { event: crash }
  thresholds:
    elections: "< 3"
    terms: "< 3"
  fails: { property: log-matching }
`;

it.each([
  [['election-safety'], 4],
  [['leader-exists'], 6],
  [['all-nodes-caught-up'], 7],
  [['never', 'leaders # die'], 10],
  [['terms'], 14],
  [['log-matching'], 15],
  [['crashed'], 3],
  [[], 3],
])('of %j is %i', (names, line) => {
  expect(expectationLine(text, names)).toBe(line);
});

it('is the first where nothing is expected, or nothing can be read', () => {
  expect(expectationLine('version: 1\nname: a\n', ['a'])).toBe(1);
  expect(expectationLine('expect: [', [])).toBe(1);
  expect(expectationLine('- 1\n', [])).toBe(1);
});
