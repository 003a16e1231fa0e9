// The shrunk bugs that are kept: each fails as it says under any seed, and not without what is planted.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileScenario } from '../../scenarios/compile.ts';
import { loadScenario, type Scenario } from '../../scenarios/parse.ts';
import { knownNames } from '../../sim/catalogue.ts';
import { run } from '../../sim/run.ts';
import { brokenBy } from '../../sim/verdict.ts';

const folder = join(import.meta.dirname, '..', '..', 'scenarios', 'corpus');
const known = knownNames();
const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));

function brokenIn(scenario: Scenario, seed: number): string {
  return brokenBy(run(compileScenario(scenario, seed), seed).verdict);
}

describe('the corpus', () => {
  it('has bugs of five kinds and more', () => {
    const kinds = files.map((file) => loadScenario(join(folder, file), known).expect?.fails?.property);
    expect(new Set(kinds).size).toBeGreaterThanOrEqual(5);
  });

  it.each(files)('%s shows its bug, and nothing where it is mended', (file) => {
    const scenario = loadScenario(join(folder, file), known);
    const property = scenario.expect!.fails!.property;
    for (const seed of [1, 2, 3]) expect(brokenIn(scenario, seed)).toBe(property);
    const mended = { ...scenario, protocol: { ...scenario.protocol, bugs: [] } };
    expect(brokenIn(mended, 1)).not.toBe(property);
  });
});
