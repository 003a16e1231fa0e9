// What reads by lease ask of clocks (thesis §6.4.1): they may run apart as far as the margin goes. Beyond it they
// do answer what is no longer true, and the checks say so.

import { expect, it } from 'vitest';
import { defaultOptions } from '../raft/options.ts';
import { leases } from './mutants/fixtures/leases.ts';
import { registerPrograms } from './programs.ts';
import { run } from './run.ts';
import { brokenBy } from './verdict.ts';

registerPrograms();

const million = 1_000_000;
const seeds = Array.from({ length: 6 }, (_, position) => position + 1);

/** What breaks where leaders run slow and the others fast, each by this many parts per million. */
function broken(ratePpm: number): readonly string[] {
  const plan = leases(ratePpm, null);
  return seeds.map((seed) => brokenBy(run(plan, seed).verdict)).filter((property) => property !== 'passed');
}

it('hold where clocks run apart by no more than the margin', () => {
  const { electionTimeoutMin, leaseMargin } = defaultOptions;
  const bound = electionTimeoutMin / (electionTimeoutMin - leaseMargin);
  // (1 + rate) / (1 - rate), the quickest clock to the slowest, just below the bound.
  const ratePpm = Math.floor(((bound - 1) / (bound + 1)) * million);
  expect(ratePpm).toBeGreaterThan(50_000);
  expect(broken(ratePpm)).toEqual([]);
});

it('do not hold beyond it, which is seen', () => {
  expect(broken(500_000)).toContain('read-freshness');
});
