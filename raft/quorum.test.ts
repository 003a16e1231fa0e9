// Majorities against their definition.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { quorumSize, reachedBy } from './quorum.ts';

it.each([
  [1, 1],
  [2, 2],
  [3, 2],
  [4, 3],
  [5, 3],
  [6, 4],
  [7, 4],
])('of %i servers %i are a majority', (members, quorum) => {
  expect(quorumSize(members)).toBe(quorum);
});

it('any two majorities share a server, and no smaller sets need to', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), (members) => {
      expect(2 * quorumSize(members)).toBeGreaterThan(members);
      expect(2 * (quorumSize(members) - 1)).toBeLessThanOrEqual(members);
    }),
  );
});

it('finds the largest value that so many have reached, ties and negative values included', () => {
  const scratch = new Float64Array(9);
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -5, max: 12 }), { minLength: 1, maxLength: 9 }),
      fc.nat(),
      (values, draw) => {
        const count = 1 + (draw % values.length);
        const nodes = values.map((_, i) => 2 * i + 1);
        const column: number[] = new Array(20).fill(99);
        for (const [i, node] of nodes.entries()) column[node] = values[i]!;
        const reached = reachedBy(count, nodes, column, scratch);
        expect(reached).toBe([...values].sort((a, b) => b - a)[count - 1]);
      },
    ),
  );
});
