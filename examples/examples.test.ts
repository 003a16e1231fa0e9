// The examples in the simulator, judged by what their clients saw: two are right under faults, and the
// one that is wrong on purpose is caught under the same.

import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { compileScenario } from '../scenarios/compile.ts';
import { loadScenario } from '../scenarios/parse.ts';
import { programNames } from '../sim/registry.ts';
import { run } from '../sim/run.ts';
import type { Run } from '../sim/verdict.ts';
import { registerExamples } from './programs.ts';

const seeds = Array.from({ length: 20 }, (_, i) => i + 1);

beforeAll(registerExamples);

function runs(file: string): readonly Run[] {
  const known = { programs: programNames(), properties: ['linearizable'], bugs: [] };
  const scenario = loadScenario(join(import.meta.dirname, file), known);
  return seeds.map((seed) => run(compileScenario(scenario, seed), seed));
}

describe('a single copy', () => {
  it('is linearizable through crashes', () => {
    for (const record of runs('single-copy-register/crashes.yaml')) {
      expect(record.verdict).toEqual({ kind: 'passed' });
      expect(record.properties).toContainEqual(
        expect.objectContaining({ property: 'linearizable', status: 'held' }),
      );
    }
  });
});

describe('a primary with a backup', () => {
  it('is linearizable through crashes, cuts, loss and doubled messages', () => {
    for (const record of runs('primary-backup/acknowledged-in-time.yaml')) {
      expect(record.verdict).toEqual({ kind: 'passed' });
      expect(record.properties).toContainEqual(
        expect.objectContaining({ property: 'linearizable', status: 'held' }),
      );
    }
  });

  it('is caught when it acknowledges too early', () => {
    const verdicts = runs('primary-backup/acknowledged-too-early.yaml').map((record) => record.verdict);
    for (const verdict of verdicts) {
      if (verdict.kind !== 'violated') continue;
      expect(verdict.violation).toMatchObject({ property: 'linearizable', scope: 'end-to-end' });
      expect(verdict.violation.operations?.length).toBeGreaterThan(0);
    }
    expect(verdicts.filter((verdict) => verdict.kind === 'violated').length).toBeGreaterThan(15);
  });
});
