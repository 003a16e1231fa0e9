// Shrinking on planted bugs: small, minimal, the same every time, and to blame on the bug alone.

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileScenario } from '../../scenarios/compile.ts';
import { loadScenario, parseScenario } from '../../scenarios/parse.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import { knownNames } from '../../sim/catalogue.ts';
import { run } from '../../sim/run.ts';
import { brokenBy } from '../../sim/verdict.ts';
import type { Case } from '../case.ts';
import { type ShrinkResult, shrink } from './shrink.ts';

const library = join(import.meta.dirname, '..', '..', 'scenarios', 'library');
const known = knownNames();

function caseOf(name: string, bug: string, seed = 1): Case {
  const scenario = loadScenario(join(library, `${name}.yaml`), known);
  return { scenario, seed, bugs: [bug], scopes: null, overrides: {} };
}

/** What the printed file breaks under a seed of which it knows nothing. */
function brokenIn(
  text: string,
  seed: number,
  edit: (scenario: Scenario) => Scenario = (same) => same,
): string {
  const scenario = edit(parseScenario(text, 'repro.yaml', known));
  return brokenBy(run(compileScenario(scenario, seed), seed).verdict);
}

const stop = { fault: { do: 'stop', what: 'run' } } as const;

const results = new Map<string, ShrinkResult>();

/** Each is shrunk once for all tests. */
function shrunk(name: string, bug: string): ShrinkResult {
  const result = results.get(name) ?? shrink(caseOf(name, bug));
  results.set(name, result);
  return result;
}

function linesOf({ text }: ShrinkResult): number {
  return text.trimEnd().split('\n').length;
}

/** Catching scenarios of a dozen bugs that break a dozen rules, with the steps that may be left. */
const zoo: readonly (readonly [scenario: string, bug: string, property: string, steps: number])[] = [
  ['two-leaders', 'W01', 'election-safety', 6],
  ['late-duplicates', 'R01', 'committed-never-truncated', 9],
  ['overtaking-replies', 'R07', 'match-monotonic', 6],
  ['paused-leader', 'Q08', 'read-freshness', 7],
  ['doubled-requests', 'L01', 'session-exactly-once', 6],
  ['doubled-vote', 'E01', 'election-quorum', 5],
  ['old-term-arrives', 'R20', 'committed-never-truncated', 7],
  ['torn-write', 'P01', 'promise-durable', 4],
  ['minority-partition', 'C10', 'promise-durable', 5],
  ['lost-majority', 'V03', 'quorum-contact', 5],
  ['disk-stalls', 'W08', 'committed-durable', 5],
  ['clock-rates', 'W15', 'leader-stickiness', 5],
];

describe('a shrunk bug', () => {
  it.each(zoo)('of %s with %s is a short script that fails without a seed', (name, bug, property, steps) => {
    const result = shrunk(name, bug);
    expect(result.signature.property).toBe(property);
    expect(result.case.scenario.script!.length).toBeLessThanOrEqual(steps);
    expect(linesOf(result)).toBeLessThanOrEqual(20);
    expect(result.proof).toEqual({
      parts: result.case.scenario.script!.length,
      needed: result.case.scenario.script!.length,
    });
    for (const other of [1, 77, 2 ** 40]) expect(brokenIn(result.text, other)).toBe(property);
    const mended = brokenIn(result.text, 1, (scenario) => ({
      ...scenario,
      protocol: { ...scenario.protocol, bugs: [] },
    }));
    expect(mended).not.toBe(property);
  });

  it('needs each of its steps: without one the file does not break the rule', () => {
    const { text, signature } = shrunk('two-leaders', 'W01');
    const { script } = parseScenario(text, 'repro.yaml', known);
    for (const left of script!.keys()) {
      const broken = brokenIn(text, 1, (one) => ({
        ...one,
        // In the calm after it anything may break by chance.
        script: [...script!.filter((_, position) => position !== left), stop],
      }));
      expect(broken).not.toBe(signature.property);
    }
  });

  it('is the same whenever it is made', () => {
    const one = shrunk('old-term-arrives', 'R20');
    const other = shrink(caseOf('old-term-arrives', 'R20'));
    expect(other.text).toBe(one.text);
    expect(other.steps).toEqual(one.steps);
  });

  it('says what went', () => {
    const { account } = shrunk('two-leaders', 'W01');
    expect(account.notNeeded).toContain('clients');
    expect(account.free[0]).toEqual({ what: 'seed', range: 'each of 10' });
  });
});

describe('a bug that no script shows', () => {
  it('stays a scenario that runs by itself, with what it needs, and fails under every seed', () => {
    const result = shrink(caseOf('far-behind', 'R13'));
    expect(result.case.scenario.script).toBeUndefined();
    expect(linesOf(result)).toBeLessThanOrEqual(20);
    expect(result.account.free[0]).toEqual({ what: 'seed', range: 'each of 10' });
    expect(brokenIn(result.text, 5)).toBe('all-nodes-caught-up');
  });
});

describe('the budget', () => {
  it('ends it with what there is, which fails still', () => {
    const result = shrink(caseOf('two-leaders', 'W01'), { runsMax: 40 });
    expect(result.proof).toBeNull();
    expect(result.runs).toBeLessThanOrEqual(40);
    expect(brokenIn(result.text, result.case.seed)).toBe('election-safety');
  });

  it('is asked for between runs', () => {
    let asked = 0;
    const result = shrink(caseOf('two-leaders', 'W01'), { shouldStop: () => ++asked > 10 });
    expect(result.runs).toBe(10);
  });

  it('is not spent on a case that does not fail', () => {
    expect(() => shrink(caseOf('leader-crash', 'E06'))).toThrow('does not fail');
  });
});
