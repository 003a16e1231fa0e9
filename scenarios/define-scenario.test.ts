// Scenarios in TypeScript: typed, plain data, and the same as their YAML.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defineScenario, type ScenarioInput } from './define-scenario.ts';
import { known } from './fixtures/known.ts';
import { loadScenario, parseScenario, type Scenario, ScenarioError } from './parse.ts';
import { printScenario } from './print.ts';

const text = `version: 1
name: mine
description: Something.
cluster: { nodes: { pick: [3, 5] } }
network: { latency: { exp: { mean: 3ms } }, loss: 5% }
faults:
  - { id: cut, at: 1s, do: isolate, nodes: [leader, n2], as: old }
  - { every: { uniform: [1s, 2s] }, do: crash, nodes: any(followers - $old), lose: unsynced }
`;

const input: ScenarioInput = {
  name: 'mine',
  description: 'Something.',
  cluster: { nodes: { pick: [3, 5] } },
  network: { latency: { exp: { mean: '3ms' } }, loss: '5%', duplicate: undefined },
  faults: [
    { id: 'cut', at: '1s', do: 'isolate', nodes: ['leader', 'n2'], as: 'old' },
    { every: { uniform: ['1s', '2s'] }, do: 'crash', nodes: 'any(followers - $old)', lose: 'unsynced' },
  ],
};

describe('defineScenario', () => {
  test('gives what the YAML parses to', () => {
    const parsed = parseScenario(text, 'x', known);
    expect(defineScenario(input)).toStrictEqual(parsed);
    expect(parseScenario(printScenario(defineScenario(input)), 'x', known)).toStrictEqual(parsed);
  });

  test('knows the words by their types', () => {
    // @ts-expect-error: the action is misspelt.
    defineScenario({ name: 'x', description: 'x', faults: [{ at: '1s', do: 'crush', nodes: 'n1' }] });
    // @ts-expect-error: there is no such section.
    defineScenario({ name: 'x', description: 'x', netwrk: {} });
    // @ts-expect-error: it has no name, and extends nothing that has one.
    defineScenario({ description: 'x' });
    expect(defineScenario({ extends: 'leader-crash' })).toEqual({ extends: 'leader-crash', version: 1 });
  });

  const circle: { self?: unknown } = {};
  circle.self = circle;
  test.each([
    [
      { tags: [() => 1] },
      'tags[0]: expected data (texts, numbers, true, false, lists, mappings), got a function',
    ],
    [
      { run: { chaos: 5n } },
      'run.chaos: expected data (texts, numbers, true, false, lists, mappings), got a bigint',
    ],
    [{ run: { seeds: Number.NaN } }, 'run.seeds: expected data'],
    [{ tags: [undefined] }, 'tags[0]: expected data'],
    [{ cluster: new Map() }, 'got an object of a class (Map)'],
    [{ network: circle }, 'got something that nests too deeply, or refers to itself'],
  ])('refuses what is no data: %o', (more, message) => {
    const given = { name: 'x', description: 'x', ...more } as unknown as ScenarioInput;
    expect(() => defineScenario(given)).toThrow(message);
  });
});

describe('a module', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'whitewater-'));
    writeFileSync(join(folder, 'base.yaml'), text);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  let count = 0;
  function load(source: string, kind = 'mjs'): Scenario {
    const file = join(folder, `m${++count}.${kind}`);
    writeFileSync(file, source);
    return loadScenario(file, known, { assignments: ['run.chaos=3s'] });
  }

  /** `m1.mjs:1:2 message`; the number counts up. */
  function mistakes(source: string, kind = 'mjs'): readonly string[] {
    try {
      load(source, kind);
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      return error.problems.map(({ file, line, column, message }) =>
        `${file.slice(folder.length + 1)}:${line}:${column} ${message}`.replace(/^m\d+/, 'm'),
      );
    }
    return [];
  }

  test('is a scenario by the export of that name, or the only default; over it go extends and assignments', () => {
    const expected = { ...parseScenario(text, 'x', known), run: { chaos: '3s' } };
    expect(load(`export const scenario = ${JSON.stringify({ version: 1, ...input })}`)).toEqual(expected);
    expect(load(`export default ${JSON.stringify({ version: 1, ...input })}`)).toEqual(expected);
    expect(load(`module.exports = { scenario: ${JSON.stringify({ version: 1, ...input })} }`, 'cjs')).toEqual(
      expected,
    );
    expect(load(`export const scenario = { extends: 'base.yaml' }`)).toEqual(expected);
  });

  test('has its mistakes shown in the YAML that it stands for', () => {
    expect(
      mistakes(`export const scenario = { version: 1, name: 'x', description: 'x', network: { los: 0.1 } }`),
    ).toEqual(['m.mjs (as YAML):4:12 unknown key "los"']);
  });

  test.each([
    [
      'export const other = 1, more = 2',
      '1:1 expected `export const scenario = defineScenario({ … })`; it exports more, other',
    ],
    ['', '1:1 expected `export const scenario = defineScenario({ … })`; it exports nothing'],
    [
      'export const scenario = 5',
      '1:1 expected `export const scenario = defineScenario({ … })`; it exports scenario',
    ],
    [
      'export const scenario = { name: () => 1 }',
      '1:1 TypeError: name: expected data (texts, numbers, true, false, lists, mappings), got a function',
    ],
    ['const a = 1;\n  throw new Error("no\\nway")', '2:9 Error: no'],
    ['export const scenario = {', '1:1 SyntaxError: Unexpected end of input'],
    ['await 1', '1:1 a scenario is data that is there at once: no `await` outside of functions'],
  ])('%j is refused', (source, message) => {
    expect(mistakes(source)).toEqual([`m.mjs:${message}`]);
  });

  test('of TypeScript is loaded where Node can, and else says what would help', () => {
    const source = `export const scenario: { name: string } = ${JSON.stringify({ version: 1, ...input })}`;
    const strips = (process.features as { typescript?: unknown }).typescript;
    if (strips) expect(load(source, 'ts').name).toBe('mine');
    else {
      expect(mistakes(source, 'ts')).toEqual([
        `m.ts:1:1 Node ${process.versions.node} does not load TypeScript: compile it to .mjs, or use Node 22.18 or newer`,
      ]);
    }
  });
});
