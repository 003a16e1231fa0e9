// Delays double up to their most, and chance takes off half at most.

import { expect, it } from 'vitest';
import { retryDelayMs, timingDefault } from './timing.ts';

it('backs off to a limit, with jitter', () => {
  const longest = [0, 1, 2, 3, 4, 5, 6, 50].map((failures) =>
    retryDelayMs(timingDefault, failures, 0.999_999),
  );
  expect(longest.map(Math.round)).toEqual([50, 100, 200, 400, 800, 1600, 2000, 2000]);
  const shortest = [0, 3, 50].map((failures) => retryDelayMs(timingDefault, failures, 0));
  expect(shortest).toEqual([25, 200, 1000]);
});
