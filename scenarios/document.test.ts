// Texts that are no data: one clear mistake each, soon found however large they are.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readDocument } from './document.ts';
import { known, scenarioText } from './fixtures/known.ts';
import { loadScenario, parseScenario, ScenarioError } from './parse.ts';

const nine = (item: string): string => `[${Array(9).fill(item).join(', ')}]`;
const bomb = [
  'a: &a [x]',
  ...'bcdefghi'.split('').map((key, i) => `${key}: &${key} ${nine(`*${'abcdefgh'[i]}`)}`),
].join('\n');

test.each([
  ['brackets that never close', '['.repeat(900_000), 'nested deeper than 50 levels'],
  ['dashes', '- '.repeat(450_000), 'nested deeper than 50 levels'],
  ['braces', '{a: '.repeat(200_000), 'nested deeper than 50 levels'],
  ['question marks', '? '.repeat(400_000), 'nested deeper than 50 levels'],
  [
    'indents',
    Array.from({ length: 60 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
    'nested deeper than 50 levels',
  ],
  ['an endless list', `a: [${'a, '.repeat(300_000)}a]`, 'too long for a scenario: it is read up to here'],
  ['an alias bomb', bomb, 'more than 50 aliases in one file'],
  ['a key twice', 'a: 1\nb: 2\na: 3', 'this key is there twice in the same mapping'],
  ['a tab', 'a:\n\tb: 1', 'YAML is indented by spaces, not by tabs'],
  ['a colon in a text', 'a: b: c', 'a text that holds a colon and a space needs quotes'],
  ['a zero', 'a: b\u0000', 'a control character (U+0000) has no place in a scenario'],
  ['an escape', 'a: 1\nb: "\u001b[31m"', 'a control character (U+001B) has no place in a scenario'],
  ['a tag', 'a: !foo b', 'a value has no tag here, such as !foo'],
  ['a tag of bytes', 'a: !!binary aGk=', 'a value has no tag here, such as !!binary'],
  [
    'a merge key',
    'a: &a {b: 1}\nc: {<<: *a}',
    'YAML 1.2 has no merge keys: write the keys out, or use `extends`',
  ],
  ['a list as a key', '? [a, b]\n: 1', 'a key is a word'],
  ['nothing as a key', 'a: 1\n~: 2', 'a key is a word'],
  [
    'aliases of long lists',
    `a: &a [${'x, '.repeat(9000)}x]\nb: [${Array(9).fill('*a').join(', ')}]`,
    'too long or too deep for a scenario, its aliases resolved',
  ],
  ['a list in itself', 'a: &a [*a]', 'too long or too deep for a scenario, its aliases resolved'],
  ['two documents', 'a: 1\n---\nb: 2', 'one scenario a file: a second document begins here'],
])('%s', (_, text, message) => {
  const begin = performance.now();
  const document = readDocument(text);
  expect('mistakes' in document ? document.mistakes.map((mistake) => mistake.message) : []).toEqual([
    message,
  ]);
  expect(performance.now() - begin).toBeLessThan(2000);
});

test('a nesting of 40 levels is still data', () => {
  const document = readDocument(`${'['.repeat(40)}${']'.repeat(40)}`);
  expect('data' in document).toBe(true);
});

test('brackets in texts and comments nest nothing', () => {
  const text = scenarioText(`tags: ["${'['.repeat(60)}"] # ${'['.repeat(60)}`);
  expect(parseScenario(text, 'x', known).tags).toEqual(['['.repeat(60)]);
});

test('aliases say where their mistakes are written', () => {
  const text = scenarioText('network: { latency: &l 5, clients: { latency: *l } }');
  expect(() => parseScenario(text, 'x', known)).toThrow(/x:4:24 /);
});

test('JSON is read as it is', () => {
  expect(parseScenario('{"version": 1, "name": "x", "description": "d"}', 'x.json', known)).toEqual({
    version: 1,
    name: 'x',
    description: 'd',
  });
});

test.each(['', 'just words', '[1, 2]', '# nothing'])('no mapping: %j', (text) => {
  expect(() => parseScenario(text, 'x', known)).toThrow(/x:1:1 .*expected a scenario/);
});

test('a key twice hides no other mistake', () => {
  const text = scenarioText('run: { chaos: 1s, chaos: 2s }', 'tag: [x]');
  const problems = (): unknown => parseScenario(text, 'x', known);
  expect(problems).toThrow(/x:4:19 .*this key is there twice/);
  expect(problems).toThrow(/x:5:1 .*unknown key "tag"/);
});

test('what would be the prototype of an object is a key like others', () => {
  const text = scenarioText(
    '__proto__: { name: y }',
    'constructor: 1',
    'network: { __proto__: { loss: 1% } }',
  );
  for (const place of ['4:1', '5:1', '6:12']) {
    expect(() => parseScenario(text, 'x', known)).toThrow(new RegExp(`x:${place} .*unknown key "`));
  }
});

test('a file above 1 MB is not even read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'whitewater-'));
  try {
    const file = join(folder, 'large.yaml');
    writeFileSync(file, '#'.repeat(1_000_001));
    expect(() => loadScenario(file, known)).toThrow(ScenarioError);
    expect(() => loadScenario(file, known)).toThrow(/1000001 bytes/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
