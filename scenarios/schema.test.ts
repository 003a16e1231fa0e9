// The shipped files: accepted by the schema and by the JSON Schema made from it, and compiled for any seed.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { compileScenario } from './compile.ts';
import { explainPlan } from './explain.ts';
import { findScenarios } from './find.ts';
import { known } from './fixtures/known.ts';
import { loadScenario } from './parse.ts';
import { scenarioJsonSchema } from './schema.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const shipped = findScenarios(['scenarios/library', 'bench/workloads'], root);
const accepts = new Ajv({ allErrors: false, strict: false }).compile({ ...scenarioJsonSchema() });

/** Every number in it. */
function numbersIn(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

describe.each(shipped)('%s', (file) => {
  const path = `${root}${file}`;

  test('is accepted by both schemas', () => {
    expect(accepts(parse(readFileSync(path, 'utf8')))).toBe(true);
    expect(loadScenario(path, known).name).toBe(file.replace(/^.*\/|\.yaml$/g, ''));
  });

  test('compiles for 50 seeds, to integers', () => {
    const scenario = loadScenario(path, known);
    for (let seed = 0; seed < 50; seed++) {
      const plan = compileScenario(scenario, seed);
      expect(numbersIn(plan).every(Number.isSafeInteger)).toBe(true);
      expect(explainPlan(plan)).not.toMatch(/undefined|NaN/);
    }
  });
});

test('every scenario of the library is one sentence and a goal at least', () => {
  for (const file of shipped.filter((path) => path.startsWith('scenarios/'))) {
    const { description, expect: expected } = loadScenario(`${root}${file}`, known);
    expect(description, file).toMatch(/^[A-Z].*\.$/);
    expect(expected?.sometimes?.length ?? 0, file).toBeGreaterThan(0);
  }
});

test.each([
  'tag: [x]',
  'run: { chaos: 5 }',
  'run: { chaos: 5 s }',
  'network: { latency: { exp: { mean: 1ms }, choice: [1ms] } }',
  'network: { loss: 150% }',
  'cluster: { nodes: 0 }',
  'cluster: { nodes: 2.5 }',
  'faults: [{ at: 1s, do: nothing }]',
])('the JSON Schema refuses %s', (line) => {
  expect(accepts(parse(`version: 1\nname: x\ndescription: d\n${line}`))).toBe(false);
});

describe('the JSON Schema', () => {
  const schema = scenarioJsonSchema();
  const everywhere = findScenarios(['scenarios', 'bench', 'examples'], root);

  test.each(everywhere)('accepts %s', (file) => {
    expect(accepts(parse(readFileSync(`${root}${file}`, 'utf8')))).toBe(true);
  });

  test('refuses the file of mistakes', () => {
    const mistakes = readFileSync(`${root}scenarios/fixtures/mistakes.txt`, 'utf8');
    expect(accepts(parse(mistakes, { uniqueKeys: false }))).toBe(false);
  });

  test('wants a name and a description, unless there is a base that may bring them', () => {
    expect(accepts({ version: 1, name: 'x' })).toBe(false);
    expect(accepts({ extends: 'leader-crash', run: { chaos: '5s' } })).toBe(true);
    expect(accepts({ extends: 'leader-crash', run: { chaos: 5 } })).toBe(false);
  });

  test('names defaults that it would accept itself', () => {
    const found: (readonly [string, unknown, object])[] = [];
    const collect = (node: unknown, key: string): void => {
      if (typeof node !== 'object' || node === null) return;
      if ('default' in node && 'description' in node) found.push([key, node.default, node]);
      for (const [name, inner] of Object.entries(node)) collect(inner, name);
    };
    collect(schema, '');
    const ajv = new Ajv({ strict: false });
    for (const [key, usual, node] of found) {
      expect(
        ajv.validate({ ...node, definitions: schema['definitions'] }, usual),
        `${key}: ${String(usual)}`,
      ).toBe(true);
    }
    const defaults = found.map(([, usual]) => usual);
    for (const usual of ['50ms', ['150ms', '300ms'], 2, 'leader', '10s'])
      expect(defaults).toContainEqual(usual);
  });
});
