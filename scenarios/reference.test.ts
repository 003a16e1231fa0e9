// The page of the language tells today's keys, and tells them all.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { known } from './fixtures/known.ts';
import { parseScenario } from './parse.ts';
import { languageReference, referenceMark } from './reference.ts';
import { scenarioJsonSchema } from './schema.ts';

const page = readFileSync(fileURLToPath(new URL('../docs/scenario-language.md', import.meta.url)), 'utf8');
const reference = languageReference(scenarioJsonSchema());

test('the page is made from the schema as it is', () => {
  const written = page.slice(page.indexOf(referenceMark));
  expect(
    written === reference,
    'docs/scenario-language.md is out of date: refresh it with `npm run reference`',
  ).toBe(true);
});

test.each([
  'workload.arrival.closed.think',
  'network.links[].from',
  'run.maxEvents',
  'swarm.omit',
  'extends',
])('it tells %s', (key) => {
  expect(reference).toContain(`| \`${key}\` |`);
});

test('every kind of value has a name', () => {
  expect(reference).not.toMatch(/undefined|\[object|__schema/);
  expect(reference).toContain(
    '| `run.chaos` | time (pick) | how long faults strike; then everything heals | 10s |',
  );
  expect(reference).toContain('| `nodes` | text or a list of them |');
});

test('the examples in the introduction are right', () => {
  for (const [, yaml] of page.matchAll(/```yaml\n([^`]*)```/g)) {
    expect(() => parseScenario(`version: 1\nname: x\ndescription: X.\n${yaml}`, 'page', known)).not.toThrow();
  }
});
