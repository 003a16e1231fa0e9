// A hunt from a program: the command's hunt in one thread; what it finds can be made small.

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hunt, shrink } from './hunt.ts';
import { simulate } from './simulate.ts';

const leaderCrash = join(import.meta.dirname, '..', 'scenarios', 'library', 'leader-crash.yaml');

describe('hunt', () => {
  it('finds nothing in the replica as it should be, and says what it did', async () => {
    const report = await hunt(leaderCrash, { seeds: 5, strategy: 'random' });
    expect(report).toMatchObject({ runs: 5, bugs: [] });
    const own = simulate(leaderCrash, { seed: 1 }).endedAt;
    expect(report.simulated).toBeGreaterThan(4 * own);
    expect(await hunt(leaderCrash, { seeds: 5, strategy: 'random' })).toEqual(report);
  });

  it('finds a planted bug, which can be made small', async () => {
    const { bugs } = await hunt(leaderCrash, { seeds: 200, strategy: 'swarm', bugs: ['E06'], bugsMax: 1 });
    const [bug] = bugs;
    expect(bug?.verdict.kind).toBe('violated');
    const small = shrink(bug!.case, { runsMax: 400 });
    expect(small.signature.property).toBe(bug!.signature.property);
    const original = simulate(leaderCrash, { seed: 1 });
    expect(small.run.events).toBeLessThan(original.events / 10);
  });

  it('refuses a number of seeds that is none', async () => {
    await expect(hunt(leaderCrash, { seeds: 0 })).rejects.toThrow('0 is no number of seeds');
  });
});
