// Delta debugging leaves what is wanted, and nothing that could go.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ddmin } from './ddmin.ts';

function holds(items: readonly number[], wanted: readonly number[]): readonly number[] | null {
  return wanted.every((one) => items.includes(one)) ? items : null;
}

describe('delta debugging', () => {
  it('finds the very items that matter, in their order', () => {
    const numbers = fc.uniqueArray(fc.nat(500), { maxLength: 60 });
    fc.assert(
      fc.property(numbers, fc.infiniteStream(fc.boolean()), (given, chances) => {
        const wanted = given.filter(() => chances.next().value as boolean);
        expect(ddmin(given, (items) => holds(items, wanted))).toEqual(wanted);
      }),
    );
  });

  it('takes what a test gives up by itself', () => {
    const given = Array.from({ length: 64 }, (_, position) => position);
    const left = ddmin(given, (items) => (items.includes(40) ? items.filter((one) => one % 2 === 0) : null));
    expect(left).toEqual([40]);
  });

  it('leaves nothing where nothing matters', () => {
    expect(ddmin([1, 2, 3], (items) => items)).toEqual([]);
  });

  it('needs few tests for one item among many', () => {
    const given = Array.from({ length: 1024 }, (_, position) => position);
    let tests = 0;
    ddmin(given, (items) => {
      tests++;
      return holds(items, [700]);
    });
    expect(tests).toBeLessThan(40);
  });
});
