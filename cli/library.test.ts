// The library keeps its word: its page is current, and each scenario finds the planted bug that it says it finds.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { claimsOf } from '../scenarios/claim.ts';
import { compileScenario } from '../scenarios/compile.ts';
import { libraryPage } from '../scenarios/library-page.ts';
import { registerPrograms } from '../sim/programs.ts';
import { run } from '../sim/run.ts';
import { brokenBy } from '../sim/verdict.ts';
import { libraryFiles } from './library.ts';

registerPrograms();
const files = libraryFiles();
const claims = files.flatMap(({ scenario, text }) =>
  claimsOf(text).map((claim) => ({ ...claim, name: scenario.name, scenario })),
);

/** A claim that needs more seeds is none of few seeds, and its test none that is fast. */
const seedsMax = 10;

describe('docs/scenarios.md', () => {
  const page = libraryPage(files);

  it('is current', () => {
    const written = readFileSync(new URL('../docs/scenarios.md', import.meta.url), 'utf8');
    expect(written === page, 'docs/scenarios.md is out of date: refresh it with `npm run reference`').toBe(
      true,
    );
  });

  it('has every scenario once, with its command', () => {
    for (const { scenario } of files) {
      expect(page.split(`\n### [${scenario.name}](`)).toHaveLength(2);
      expect(page).toContain(`\n- \`whitewater run ${scenario.name} --seeds 200\``);
    }
  });

  it('wants a tag that it knows', () => {
    const [first] = files;
    const astray = { ...first!, scenario: { ...first!.scenario, tags: ['astray'] } };
    expect(() => libraryPage([astray])).toThrow(
      `${astray.scenario.name}: its first tag is to be one of start,`,
    );
  });
});

describe('the library', () => {
  it('has thirty scenarios, and ten that find a planted bug', () => {
    expect(files.length).toBeGreaterThanOrEqual(30);
    expect(new Set(claims.map(({ name }) => name)).size).toBeGreaterThanOrEqual(10);
  });

  it.each(files)('$scenario.name asserts that something happened', ({ scenario }) => {
    const { sometimes = [], final, fails } = scenario.expect ?? {};
    expect(sometimes.length > 0 || final !== undefined || fails !== undefined).toBe(true);
  });

  it.each(claims)('$name catches $bug in $seeds, as $as', ({ scenario, bug, seeds, as }) => {
    expect(seeds).toBeLessThanOrEqual(seedsMax);
    const broken: string[] = [];
    for (let seed = 1; seed <= seeds && !broken.includes(as); seed++) {
      const planted = { ...scenario, protocol: { ...scenario.protocol, bugs: [bug] } };
      broken.push(brokenBy(run(compileScenario(planted, seed), seed).verdict));
    }
    expect(broken).toContain(as);
    // No seed more than it takes.
    expect(broken).toHaveLength(seeds);
  });
});
