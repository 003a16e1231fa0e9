// Schedules are drawn from the seed, fit what was measured, and the bound is the paper's.

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../scenarios/parse.ts';
import { brokenRelations } from '../../scenarios/relations.ts';
import { scenarioSchema } from '../../scenarios/schema.ts';
import { knownNames } from '../../sim/catalogue.ts';
import { run } from '../../sim/run.ts';
import { planOf } from '../case.ts';
import { findingOf } from '../finding.ts';
import { boundOf, PctStrategy } from './pct.ts';

const known = knownNames();
const library = join(import.meta.dirname, '..', '..', 'scenarios', 'library');

function pct(bugs: readonly string[] = []): PctStrategy {
  const scenario = loadScenario(join(library, 'everything-swarm.yaml'), known);
  return new PctStrategy({ scenario, bugs, scopes: ['end-to-end'], overrides: {} });
}

describe('pct', () => {
  it('has the bound 1/(n·k^(d-1))', () => {
    expect(boundOf(2, 100, 1)).toBe(1 / 2);
    expect(boundOf(2, 100, 3)).toBe(1 / 20_000);
    expect(boundOf(12, 500, 4)).toBe(1 / 1_500_000_000);
  });

  it('proposes valid scenarios, the same for the same seed', () => {
    const [one, again] = [pct(), pct()];
    for (let seed = 1; seed <= 100; seed++) {
      const { scenario } = one.propose(seed);
      expect(scenarioSchema.safeParse(scenario).success).toBe(true);
      expect(brokenRelations(scenario, known)).toEqual([]);
      expect(again.propose(seed).scenario).toEqual(scenario);
    }
  });

  it('draws its changes from as many deliveries as there were, and says so', () => {
    const strategy = pct();
    const first = strategy.propose(1);
    const finding = findingOf(run(planOf(first), first.seed));
    strategy.learn(first, { ...finding, schedule: { threads: 14, deliveries: 777 } });
    expect(strategy.propose(2).scenario.network?.schedule?.steps).toBe(777);
    expect(strategy.summary()).toContain('n = 14 lines of messages and k = 777 deliveries');
    expect(finding.schedule?.deliveries).toBeGreaterThan(50);
  });

  it('finds what a late message shows', () => {
    const strategy = pct(['R20']);
    const found = Array.from({ length: 60 }, (_, position) => strategy.propose(position + 1)).find(
      (given) => findingOf(run(planOf(given), given.seed)).signature !== null,
    );
    expect(found).toBeDefined();
  });
});
