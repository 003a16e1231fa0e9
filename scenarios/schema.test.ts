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
