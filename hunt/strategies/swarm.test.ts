// The same seed draws the same world; what is fixed stays; and each profile finds what it is there for.

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../scenarios/parse.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import { knownNames } from '../../sim/catalogue.ts';
import { run } from '../../sim/run.ts';
import { planOf } from '../case.ts';
import { profileNamed } from '../swarm/profiles.ts';
import { SwarmStrategy } from './swarm.ts';

const known = knownNames();

function shipped(name: string): Scenario {
  return loadScenario(join(import.meta.dirname, '..', '..', 'scenarios', 'library', `${name}.yaml`), known);
}

function strategyOf(name: string, bugs: readonly string[], ...profiles: readonly string[]): SwarmStrategy {
  const given = { scenario: shipped(name), bugs, scopes: ['end-to-end'] as const, overrides: {} };
  return profiles.length === 0
    ? new SwarmStrategy(given)
    : new SwarmStrategy(given, profiles.map(profileNamed));
}

/** The first of the seeds that shows the bug; 0: none. */
function firstFound(bug: string, profile: string, seedsMax: number): number {
  const strategy = strategyOf('everything-swarm', [bug], profile);
  for (let seed = 1; seed <= seedsMax; seed++) {
    const given = strategy.propose(seed);
    const { kind } = run(planOf(given), given.seed).verdict;
    if (kind === 'violated' || kind === 'stalled' || kind === 'crashed') return seed;
  }
  return 0;
}

describe('swarm', () => {
  it('draws the same world for the same seed, another for another', () => {
    const [one, again] = [strategyOf('everything-swarm', []), strategyOf('everything-swarm', [])];
    const worlds = Array.from({ length: 50 }, (_, position) => JSON.stringify(one.propose(position + 1)));
    const same = Array.from({ length: 50 }, (_, position) => JSON.stringify(again.propose(position + 1)));
    expect(same).toEqual(worlds);
    expect(new Set(worlds).size).toBe(50);
  });

  it('leaves a script as it is', () => {
    expect(strategyOf('figure-8', []).propose(7).scenario).toEqual(shipped('figure-8'));
  });

  it('keeps what a scenario says, and adds to it', () => {
    const own = shipped('leader-crash');
    for (let seed = 1; seed <= 20; seed++) {
      const { scenario } = strategyOf('leader-crash', []).propose(seed);
      expect(scenario.cluster).toEqual(own.cluster);
      expect(scenario.workload).toEqual(own.workload);
      expect(scenario.run).toEqual(own.run);
      expect(scenario.faults?.slice(0, 2)).toEqual(own.faults);
      expect(scenario.expect?.eventually).toBeUndefined();
    }
  });
});

describe('a profile finds its typical mistake', () => {
  it.each([
    ['plain', 'R01', 10],
    ['five', 'E06', 20],
    ['hot3', 'Q02', 60],
    ['hot5', 'E01', 60],
    ['even', 'E22', 20],
    ['lease', 'Q10', 60],
    ['disk-crash', 'P02', 60],
    ['liveness', 'E07', 5],
    ['deaf', 'E14', 10],
  ])('%s: %s', (profile, bug, seedsMax) => {
    expect(firstFound(bug, profile, seedsMax)).toBeGreaterThan(0);
  });
});
