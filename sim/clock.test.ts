// Clocks: the alarm's instant is the first at which the clock shows enough, at any rate.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Clock } from './clock.ts';

describe('Clock', () => {
  it('finds the first instant at which it shows a time', () => {
    const cases = fc.record({
      offset: fc.integer({ min: -1_000_000, max: 1_000_000 }),
      rate: fc.integer({ min: -500_000, max: 1_000_000 }),
      wait: fc.integer({ min: 0, max: 1_000_000_000 }),
    });
    fc.assert(
      fc.property(cases, ({ offset, rate, wait }) => {
        const clock = new Clock(offset, rate);
        const at = clock.trueAt(offset + wait, 0);
        expect(clock.localAt(at)).toBeGreaterThanOrEqual(offset + wait);
        if (at > 0) expect(clock.localAt(at - 1)).toBeLessThan(offset + wait);
      }),
    );
  });

  it('jumps, and changes its rate without one', () => {
    const clock = new Clock(0, 0);
    clock.adjust(1000, 500, null);
    expect(clock.localAt(2000)).toBe(2500);
    clock.adjust(2000, 0, 500_000);
    expect([clock.localAt(2000), clock.localAt(4000)]).toEqual([2500, 5500]);
  });
});
