// A case is data: it survives JSON, and runs to the same finding afterwards.

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadScenario } from '../scenarios/parse.ts';
import { knownNames } from '../sim/catalogue.ts';
import { run } from '../sim/run.ts';
import { type Case, planOf } from './case.ts';
import { findingOf } from './finding.ts';
import { signatureOf } from './signature.ts';
import { RandomStrategy } from './strategies/random.ts';

const library = join(import.meta.dirname, '..', 'scenarios', 'library');
const scenario = loadScenario(join(library, 'figure-8.yaml'), knownNames(), { assignments: [] });

function tried(given: Case): ReturnType<typeof findingOf> {
  return findingOf(run(planOf(given), given.seed));
}

describe('a case', () => {
  const bare = { scenario, bugs: [], scopes: null, overrides: {} };

  it('gives the same finding after a journey through text', () => {
    const given = new RandomStrategy({ ...bare, bugs: ['C01'] }).propose(3);
    expect(tried(JSON.parse(JSON.stringify(given)) as Case)).toEqual(tried(given));
  });

  it('plants its bugs beside those of the scenario', () => {
    expect(tried({ ...bare, seed: 1 }).signature).toBeNull();
    expect(tried({ ...bare, seed: 1, bugs: ['C01'] }).signature).not.toBeNull();
  });

  it('is judged by the scopes that it names', () => {
    const found = tried({ ...bare, seed: 1, bugs: ['C01'], scopes: ['end-to-end'] });
    expect(found.verdict.kind === 'violated' && found.verdict.violation.scope).toBe('end-to-end');
  });
});

describe('a signature', () => {
  const violation = {
    property: 'log-matching',
    source: '§5.3',
    scope: 'end-to-end' as const,
    event: 12,
    at: 5000,
    node: 3,
    message: 'n3 holds another entry 4 than n1',
    evidence: { index: 4, entry: 'put 17' },
  };

  it('is the same whatever the numbers', () => {
    const other = { ...violation, event: 99, evidence: { index: 7, entry: 'put 3' } };
    expect(signatureOf({ kind: 'violated', violation: other })).toEqual(
      signatureOf({ kind: 'violated', violation }),
    );
  });

  it('tells properties and kinds of evidence apart', () => {
    const ids = [
      violation,
      { ...violation, property: 'election-safety' },
      { ...violation, evidence: { index: 4, entry: 'append 17' } },
    ].map((one) => signatureOf({ kind: 'violated', violation: one })?.id);
    expect(new Set(ids).size).toBe(3);
  });

  it('is absent where nothing broke', () => {
    expect(signatureOf({ kind: 'passed' })).toBeNull();
    expect(signatureOf({ kind: 'missed', goals: ['a'] })).toBeNull();
  });
});
