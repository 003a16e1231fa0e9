// The zoo's list, and what its trials come to.

import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../scenarios/scenario.ts';
import { mutants } from '../../sim/mutants/mutants.ts';
import type { Case } from '../case.ts';
import type { Finding } from '../finding.ts';
import { median } from '../median.ts';
import { RandomStrategy } from '../strategies/random.ts';
import { falseClaims, rowOf, scoresOf } from './rows.ts';
import { specimenNamed, specimens } from './specimens.ts';
import { type TrialOrder, type TrialResult, type TrialTools, tried } from './trial.ts';

const arena: Scenario = { version: 1, name: 'arena', description: 'Nothing.' };

describe('the list', () => {
  it('has every mutant once, and company', () => {
    const ids = specimens.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id } of mutants) expect(ids).toContain(id);
    expect(specimens.filter(({ bugs }) => bugs.length > 1).length).toBeGreaterThan(3);
    expect(specimenNamed('C04+E22')?.bugs).toEqual(['C04', 'E22']);
  });

  it('calls harmless what the mutants themselves say breaks nothing', () => {
    for (const { id, property } of mutants) {
      expect([id, specimenNamed(id)?.nature === 'harmless']).toEqual([id, property === null]);
    }
  });
});

describe('a trial', () => {
  const order: TrialOrder = {
    specimen: 'E06',
    strategy: 'random',
    masterSeed: 2,
    checks: 'end-to-end',
    limitMs: 1000,
    shrinks: false,
  };

  /** Each run takes 100 ms; the one with this ordinal breaks. */
  function tools(broken: number): TrialTools & { readonly cases: Case[] } {
    const cases: Case[] = [];
    return {
      cases,
      strategyFor: (_, given) => new RandomStrategy(given),
      run: (given) => {
        cases.push(given);
        return { finding: finding(cases.length === broken), states: null };
      },
      spentMs: () => 5000 + cases.length * 100,
      shrink: (found) => ({ text: `${found.seed}\ntwo lines\n`, events: 7 }),
    };
  }

  function finding(isBroken: boolean): Finding {
    const signature = isBroken ? { property: 'election-safety', shape: '', id: '0001' } : null;
    return { verdict: { kind: 'passed' }, signature, digest: '', events: 1, endedAt: 7, goals: {} };
  }

  it('ends with the first failure', () => {
    const made = tools(3);
    const result = tried(order, ['E06'], arena, made);
    expect(result).toMatchObject({ property: 'election-safety', runs: 3, spentMs: 300, simulated: 21 });
    expect(result.found).toEqual(made.cases[2]);
    expect(result.smallest).toBeNull();
  });

  it('makes what it finds as small as it gets, if asked', () => {
    const result = tried({ ...order, shrinks: true }, ['E06'], arena, tools(2));
    expect(result).toMatchObject({ spentMs: 200, smallest: { lines: 2, events: 7 } });
  });

  it('ends when its time is over', () => {
    const result = tried(order, ['E06'], arena, tools(0));
    expect(result).toMatchObject({ property: null, runs: 10, spentMs: 1000, found: null });
  });

  it('plants the bugs, leaves out deep checks unless asked, and keeps seeds of master seeds apart', () => {
    const made = tools(1);
    tried(order, ['E06', 'P01'], arena, made);
    tried({ ...order, checks: 'deep', masterSeed: 3 }, ['E06'], arena, made);
    const [first, second] = made.cases;
    expect(first).toMatchObject({ bugs: ['E06', 'P01'], scopes: ['end-to-end'], seed: 20_000_000 });
    expect(second).toMatchObject({ bugs: ['E06'], scopes: null, seed: 30_000_000 });
  });
});

describe('results', () => {
  function result(specimen: string, spentMs: number, property: string | null): TrialResult {
    const rest = { strategy: 'mixed', masterSeed: 1, checks: 'end-to-end', limitMs: 9e9 } as const;
    return {
      ...rest,
      specimen,
      spentMs,
      property,
      runs: spentMs / 10,
      simulated: 0,
      found: null,
      shrinks: false,
      smallest: null,
    };
  }

  it('come to a middle and a spread', () => {
    const e06 = specimenNamed('E06')!;
    const row = rowOf(e06, [
      result('E06', 1000, 'log-matching'),
      result('E06', 4000, 'election-safety'),
      result('E06', 2000, 'election-safety'),
      result('E06', 9000, null),
    ]);
    expect(row).toMatchObject({
      found: 3,
      trials: 4,
      seconds: { median: 2, min: 1, max: 4 },
      runs: { median: 200, min: 100, max: 400 },
      properties: ['election-safety', 'log-matching'],
      soughtFor: 9,
    });
    expect(rowOf(e06, [result('E06', 9000, null)])).toMatchObject({ found: 0, seconds: null, runs: null });
  });

  it('count as in time by their class, and only where there is something to see', () => {
    const results = [
      result('E06', 19_000, 'x'),
      result('E06', 21_000, 'x'),
      result('R01', 5000, null),
      result('E04', 100_000, 'x'),
      result('C03', 1000, null),
    ];
    expect(scoresOf(results, specimens)).toEqual([
      { label: 'easy', trials: 3, inTime: 1, asked: 95, seconds: 20 },
      { label: 'liveness', trials: 1, inTime: 1, asked: 80, seconds: 120 },
    ]);
  });

  it('are false claims where nobody could see anything', () => {
    const claimed = result('C03', 1, 'x');
    const results = [
      claimed,
      result('E06', 1, 'x'),
      result('R07', 1, null),
      { ...claimed, checks: 'deep' as const },
    ];
    expect(falseClaims(results, specimens)).toEqual([claimed]);
  });

  it('have a middle also where they are even in number', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(() => median([])).toThrow(RangeError);
  });
});
