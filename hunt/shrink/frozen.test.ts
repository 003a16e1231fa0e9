// Without picks and swarm a scenario is the same run, and the same under every seed as far as picks go.

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../scenarios/parse.ts';
import { knownNames } from '../../sim/catalogue.ts';
import { run } from '../../sim/run.ts';
import { planOf } from '../case.ts';
import { frozen } from './frozen.ts';

const library = join(import.meta.dirname, '..', '..', 'scenarios', 'library');

describe('a frozen scenario', () => {
  const bare = { bugs: [], scopes: [], overrides: {} };
  const scenario = loadScenario(join(library, 'swarm-of-few.yaml'), knownNames());

  it('picks nothing, and makes the same run', () => {
    for (const seed of [1, 2, 3]) {
      const cold = frozen(scenario, seed);
      expect(JSON.stringify(cold)).not.toContain('"pick"');
      expect(cold.swarm).toBeUndefined();
      const runs = [scenario, cold].map((one) =>
        run(planOf({ ...bare, scenario: one, seed }), seed, { stopAtEvent: 2000 }),
      );
      expect(runs[1]!.digest).toBe(runs[0]!.digest);
    }
  });
});
