// Mistakes in what a scenario expects: each found once, at the words that are wrong.

import { expect, test } from 'vitest';
import { eventNames } from '../sim/condition.ts';
import { known, scenarioText } from './fixtures/known.ts';
import { parseScenario, ScenarioError } from './parse.ts';

/** `WORDS: what is wrong with them (a hint)` for every mistake. */
function mistakes(...lines: readonly string[]): readonly string[] {
  const text = scenarioText(...lines);
  try {
    parseScenario(text, 'file.yaml', known);
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.problems.map(({ line, column, length, message, hint }) => {
      const words = text.split('\n')[line - 1]!.slice(column - 1, column - 1 + length);
      return `${words}: ${message}${hint === null ? '' : ` (${hint})`}`;
    });
  }
  return [];
}

test.each([
  [
    'clientlatency.p99: "< 2s"',
    'clientlatency.p99: unknown key "clientlatency.p99" (did you mean "client.latency.p99"?)',
  ],
  ['elections: "<= 2s"', '"<= 2s": expected a bound such as "<= 200", got "<= 2s"'],
  ['client.latency.max: "< 2"', '"< 2": expected a bound such as "< 2s", got "< 2"'],
  ['client.latency.max: 2s', '2s: expected a bound such as "< 2s", got "2s"'],
  ['client.latency.max: "< 2000h"', '"< 2000h": 2000h is more than 1000h'],
  ['terms: 5', '5: expected a bound such as "<= 200", got 5'],
])('the threshold %s', (line, message) => {
  expect(mistakes(`expect: { thresholds: { ${line} } }`)).toEqual([message]);
});

const ofEvents = `there are ${eventNames.join(', ')}`;

test.each<[string, readonly string[]]>([
  ['always: [no-lost-ack]', []],
  ['always: [no-lost-ak]', ['no-lost-ak: no property is called "no-lost-ak" (did you mean "no-lost-ack"?)']],
  [
    'always: [no-lost-ack, no-lost-acknowledged-write]',
    ['no-lost-acknowledged-write: "no-lost-acknowledged-write" is there twice'],
  ],
  ['fails: { property: crashed, within: 1000 seeds }', []],
  ['fails: { property: crashed, within: 1000 }', []],
  ['fails: { property: crash }', ['crash: no property is called "crash" (did you mean "crashed"?)']],
  [
    'fails: { property: leader-exists }',
    ['leader-exists: "leader-exists" can fail only where it is expected: it is not among `eventually`'],
  ],
  ['eventually: [{ that: leader-exists, within: 1s }], fails: { property: leader-exists }', []],
  ['never: [{ name: x, that: { event: crash } }], fails: { property: never x }', []],
  [
    'never: [{ name: x, that: { event: crash } }], fails: { property: never y }',
    ['never y: no property is called "never y" (did you mean "never x"?)'],
  ],
  [
    'never: [{ name: x, that: { event: crash } }, { name: x, that: { event: crsh } }]',
    ['x: another goal is called "x" too', `crsh: unknown word "crsh"; ${ofEvents} (did you mean "crash"?)`],
  ],
  ['never: [{ name: x, that: { fault: cut } }]', ['cut: no fault is called "cut"']],
  [
    'always: [linearizable], fails: { property: election-safety }',
    ['election-safety: "election-safety" is not among what `always` names, so that nothing could break it'],
  ],
  [
    'fails: { property: crashed, within: many }',
    ['many: expected a number of seeds, such as "1000 seeds", got "many"'],
  ],
  [
    'sometimes: [{ name: x, that: { event: crash }, perSeeds: 1 }]',
    ['1: expected a whole number from 2 to 100000000, got 1'],
  ],
])('%s', (line, expected) => {
  expect(mistakes(`expect: { ${line} }`)).toEqual(expected);
});
