// Every variation is a valid scenario, the same for the same seed, and leaves what its author fixed.

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../scenarios/findings.ts';
import { loadScenario } from '../../scenarios/parse.ts';
import { brokenRelations } from '../../scenarios/relations.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import { scenarioSchema } from '../../scenarios/schema.ts';
import { knownNames } from '../../sim/catalogue.ts';
import { profiles } from './profiles.ts';
import { vary } from './vary.ts';

const known = knownNames();

function shipped(name: string): Scenario {
  return loadScenario(join(import.meta.dirname, '..', '..', 'scenarios', 'library', `${name}.yaml`), known);
}

function mistakesIn(scenario: Scenario): readonly string[] {
  const { error } = scenarioSchema.safeParse(scenario);
  const found = error === undefined ? brokenRelations(scenario, known) : findingsOf(error.issues, scenario);
  return found.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

const swarm = shipped('everything-swarm');

describe('a variation', () => {
  for (const profile of profiles) {
    it(`is valid for a thousand seeds of ${profile.name}`, () => {
      for (let seed = 1; seed <= 1000; seed++) {
        expect(mistakesIn(vary(swarm, profile, seed)), `seed ${seed}`).toEqual([]);
      }
    });
  }
});
