// Scenarios printed as YAML: read again they are the same data, and the same plan for every seed.

import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Plan } from '../sim/plan.ts';
import { compileScenario } from './compile.ts';
import { readDocument } from './document.ts';
import { findScenarios } from './find.ts';
import { known, scenarioText } from './fixtures/known.ts';
import { loadScenario, parseScenario } from './parse.ts';
import { printScenario } from './print.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const everything = {
  ...known,
  programs: ['raft', 'single-copy-register', 'primary-backup', 'primary-backup-early'],
};

describe('every shipped file', () => {
  test.each(findScenarios(['scenarios', 'bench', 'examples'], root))('%s', (file) => {
    const open = { ...everything, bugs: anything, properties: anything, programs: anything };
    const scenario = loadScenario(`${root}${file}`, open);
    const text = printScenario(scenario);
    const again = parseScenario(text, `${file}, printed`, open);
    expect(again).toEqual(scenario);
    expect(printScenario(again)).toBe(text);
    for (const seed of [0, 1, 7, 12_345]) {
      expect(placeless(compileScenario(again, seed))).toEqual(placeless(compileScenario(scenario, seed)));
    }
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(140);
  });
});

/** Steps know their lines, which are others in another text. */
function placeless(plan: Plan): Plan {
  return { ...plan, script: plan.script.map((step) => ({ ...step, place: '' })) };
}

/** Whatever a file names exists. */
const anything: readonly string[] = Object.assign([], { includes: () => true });

test('any data comes back, however odd its texts', () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'yes',
      'null',
      '~',
      '5',
      '5%',
      '0x1F',
      '1e3',
      '- a',
      '? a',
      'a: b',
      'a #b',
      '>= 2',
      '<<',
      '',
      ' a ',
      '\t',
      'a\nb',
      '*a',
      '&a',
      '!a',
      '@a',
      '"',
      "'",
      '__proto__',
      '\u0000\u001b',
      '\u2028',
      '\ufeff',
    ),
  );
  const tree = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      text,
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value)),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(text, tie('value'), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));
  fc.assert(
    fc.property(tree.value, (value) => {
      const data = { version: 1, value };
      const read = readDocument(printScenario(data));
      expect('data' in read ? read.data : read.mistakes).toEqual(data);
    }),
    { numRuns: 300, seed: 7 },
  );
});

test('reads as people write it', () => {
  const scenario = parseScenario(
    scenarioText(
      'cluster: { nodes: { pick: [3, 5] } }',
      'faults: [{ id: cut, at: 1s, do: isolate, nodes: leader, for: { uniform: [1s, 2s] } }, { at: 2s, do: heal }]',
      'expect: { sometimes: [{ name: two leaders, that: { state: leaders, is: ">= 2" } }] }',
    ),
    'x',
    known,
  );
  expect(printScenario(scenario)).toBe(`version: 1
name: some
description: Something.
cluster: { nodes: { pick: [ 3, 5 ] } }
faults:
  - { id: cut, at: 1s, for: { uniform: [ 1s, 2s ] }, do: isolate, nodes: leader }
  - { at: 2s, do: heal }
expect:
  sometimes:
    - { name: two leaders, that: { state: leaders, is: ">= 2" } }
`);
});
