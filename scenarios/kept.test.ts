// What keeps a run in a file: its seed, the decisions that are fixed, which checks judge it, and what it showed.

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileScenario } from './compile.ts';
import { known, scenarioText } from './fixtures/known.ts';
import { loadScenario, parseScenario, type Scenario } from './parse.ts';

function parsed(...lines: readonly string[]): Scenario {
  return parseScenario(scenarioText(...lines), 'x.yaml', known);
}

function mistakes(...lines: readonly string[]): string {
  try {
    parsed(...lines);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

const recorded = 'recorded: { fails: linearizable, bug: 7c1e, digest: 0123456789abcdef, events: 9127 }';

describe('a file that keeps a run', () => {
  test('fixes decisions in the plan', () => {
    const scenario = parsed('overrides: { link/1>2/17/lost: 1, server/3/2: 77, disk/1/1/fsync: 4000 }');
    expect(compileScenario(scenario, 4).overrides).toEqual({
      'link/1>2/17/lost': 1,
      'server/3/2': 77,
      'disk/1/1/fsync': 4000,
    });
  });

  test('says which checks judge it', () => {
    expect(compileScenario(parsed('expect: { scopes: [end-to-end] }'), 1).checks.scopes).toEqual([
      'end-to-end',
    ]);
    expect(compileScenario(parsed(), 1).checks.scopes).toEqual(['end-to-end', 'deep']);
  });

  test('remembers its seed and what it showed, which changes no plan', () => {
    const scenario = parsed(recorded, 'run: { seed: 1203 }');
    expect(scenario.run?.seed).toBe(1203);
    expect(scenario.recorded).toEqual({
      fails: 'linearizable',
      bug: '7c1e',
      digest: '0123456789abcdef',
      events: 9127,
    });
    expect(compileScenario(scenario, 5)).toEqual(compileScenario(parsed(), 5));
  });

  test('does not lend what it showed to a file that extends it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kept-'));
    writeFileSync(join(folder, 'base.yaml'), scenarioText(recorded, 'run: { seed: 3, chaos: 2s }'));
    writeFileSync(join(folder, 'top.yaml'), 'extends: ./base.yaml\n');
    const top = loadScenario(join(folder, 'top.yaml'), known);
    expect(top.recorded).toBeUndefined();
    expect(top.run).toEqual({ seed: 3, chaos: '2s' });
  });
});

describe('refuses', () => {
  test.each([
    ['overrides: { link/1>2/17/lots: 1 }', 'no decision is called "link/1>2/17/lots"'],
    ['overrides: { link/1/17/lost: 1 }', 'no decision is called'],
    ['overrides: { server/1/x: 1 }', 'no decision is called'],
    ['overrides: { constructor: 1 }', 'no decision is called'],
    ['overrides: { link/1>9/17/lost: 1 }', 'there is no node 9: nodes are 1 to 3'],
    ['overrides: { link/1>2/17/lost: -1 }', 'expected a whole number'],
    ['overrides: [1]', 'expected a mapping of decisions'],
    ['recorded: { digest: 12, events: 1 }', 'expected 16 hex digits'],
    ['recorded: { events: 1 }', '"digest" is missing'],
    ['expect: { scopes: [] }', 'at least one of scopes'],
    ['run: { seed: -1 }', 'expected a whole number'],
  ])('%s', (line, message) => {
    expect(mistakes(line)).toContain(message);
  });

  test('a decision of a fault that is not there, with the one that is near', () => {
    const faults = 'faults: [{ id: cut, at: 1s, do: heal }, { at: 2s, do: heal }]';
    const told = mistakes(faults, 'overrides: { fault/cot/1/duration: 5, fault/fault-2/1/duration: 5 }');
    expect(told).toContain('no fault is called "cot"');
    expect(told).toContain('did you mean "cut"?');
    expect(told).not.toContain('no fault is called "fault-2"');
  });
});
