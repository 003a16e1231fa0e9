// Mistakes in scenario files: each found at its place, with the word that was meant, and nothing else.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { known, scenarioText } from './fixtures/known.ts';
import { formatProblem, loadScenario, type Problem, parseScenario, ScenarioError } from './parse.ts';

const mistakesFile = fileURLToPath(new URL('fixtures/mistakes.txt', import.meta.url));

function problemsOf(load: () => unknown): readonly Problem[] {
  try {
    load();
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems;
    throw error;
  }
  return [];
}

function mistakes(...lines: readonly string[]): readonly string[] {
  const text = scenarioText(...lines);
  return problemsOf(() => parseScenario(text, 'file.yaml', known)).map(brief);
}

/** Without the list of all that might stand there, which grows with the language. */
function brief({ line, column, length, message: whole, hint }: Problem): string {
  const message = whole.replace(/(; (here )?there are |: one of ).*/, '');
  return `${line}:${column}+${length} ${message}${hint === null ? '' : ` (${hint})`}`;
}

/** What the file itself says below each line: `#! 3+7 unknown key "preVoet"`. */
function announced(text: string): readonly string[] {
  const found: string[] = [];
  let line = 0;
  text.split('\n').forEach((content, position) => {
    const mark = /^ *#! (.*)$/.exec(content);
    if (mark === null) line = position + 1;
    else found.push(`${line}:${mark[1]}`);
  });
  return found;
}

describe('a file with many mistakes', () => {
  test('shows each of them at its place, once, and nothing else', () => {
    const expected = announced(readFileSync(mistakesFile, 'utf8'));
    expect(expected.length).toBeGreaterThanOrEqual(70);
    expect(problemsOf(() => loadScenario(mistakesFile, known)).map(brief)).toEqual(expected);
  });

  test('points at text that is there', () => {
    const lines = readFileSync(mistakesFile, 'utf8').split('\n');
    for (const { line, column, length, excerpt } of problemsOf(() => loadScenario(mistakesFile, known))) {
      expect(excerpt).toEqual(lines.slice(Math.max(0, line - 2), line));
      expect(column + length - 1).toBeLessThanOrEqual(lines[line - 1]!.length);
    }
  });
});

describe('a problem as text', () => {
  test('has its place, the lines and a mark', () => {
    const text = scenarioText('faults:', '  - { at: 1s, do: crahs, nodes: leader }');
    const [problem] = problemsOf(() => parseScenario(text, 'a.yaml', known));
    expect(formatProblem(problem!).split('\n')).toEqual([
      'a.yaml:5:19  error  unknown word "crahs"; there are partition, isolate, heal, crash, restart, pause, link, disk, clock, campaign, heartbeat, client, workload, mark, stop, drop, delay, duplicate, hold, sequence',
      '   4 | faults:',
      '   5 |   - { at: 1s, do: crahs, nodes: leader }',
      '     |                   ^^^^^ did you mean "crash"?',
    ]);
  });

  test('has colours only when asked for, and never control characters of the file', () => {
    const text = `version: 1\nname: "\u001b[31mred"\ndescription: x\n`;
    const [problem] = problemsOf(() => parseScenario(text, 'a.yaml', known));
    expect(formatProblem(problem!)).not.toContain('\u001b');
    expect(formatProblem(problem!, true)).toContain('\u001b[');
  });
});

describe('mistakes of one kind', () => {
  test('an empty section says that it is empty, not that it is missing', () => {
    expect(mistakes('network:')).toEqual(['4:1+7 expected a mapping, got nothing']);
  });

  test('a mapping with names of one’s own says so too', () => {
    expect(mistakes('clocks: { nodes: }')).toEqual(['4:11+5 expected a mapping, got nothing']);
  });

  test('what is missing is said at what lacks it', () => {
    const problems = problemsOf(() => parseScenario('version: 1\nname: x\n', 'file.yaml', known));
    expect(problems.map((problem) => problem.message)).toEqual(['"description" is missing']);
  });

  test('two distributions in one place', () => {
    expect(mistakes('network: { latency: { exp: { mean: 5ms }, choice: [1ms] } }')).toEqual([
      '4:43+6 only one distribution is allowed here: exp, choice',
    ]);
  });

  test.each([
    ['uniform: [9ms, 5ms]', 'the least time is above the most'],
    ['exp: { mean: 0s }', 'the mean must be above 0'],
    ['exp: { mean: 5ms, max: 1ms }', 'max is below the mean'],
    ['lognormal: { median: 5ms, p99: 5ms }', 'p99 must be above the median'],
    ['longtail: { median: 5ms, p99: 9ms, p999: 8ms }', 'p999 must be above p99'],
    ['lognormal: { median: { pick: [5ms, 80ms] }, p99: 60ms }', 'p99 must be above the median'],
    ['pick: { uniform: [5ms, 1ms] }', 'the first end is above the second'],
    ['uniform: [5ms]', 'expected two times: [least, most]'],
    ['choice: []', 'expected at least one of times, got an empty list'],
  ])('latency: { %s }', (latency, message) => {
    expect(mistakes(`network: { latency: { ${latency} } }`).map((text) => text.replace(/^\S+ /, ''))).toEqual(
      [message],
    );
  });

  test.each([
    [
      'protocol: { heartbeat: 200ms }',
      'the heartbeat must be shorter than the shortest election timeout: 200ms against 150ms',
    ],
    [
      'protocol: { electionTimeout: [40ms, 80ms] }',
      'the heartbeat must be shorter than the shortest election timeout: 50ms against 40ms',
    ],
    ['protocol: { implementation: rafd }', 'no program is called "rafd" (did you mean "raft"?)'],
    ['protocol: { electionTimeout: [150ms, 1000h] }', 'this is more than 71 minutes above the least'],
    ['protocol: { retryInterval: 0s }', 'a retry interval must be above 0'],
    [
      'protocol: { reads: { pick: [log, lease] }, leaderStickiness: { pick: [true, false] } }',
      'reads by lease need it: who votes while it hears a leader gives the lease of that leader away',
    ],
    [
      'protocol: { reads: lease, leaseMargin: 150ms }',
      'the lease margin must be shorter than the shortest election timeout: 150ms against 150ms',
    ],
    [
      'protocol: { reads: lease, heartbeat: 5ms, electionTimeout: [15ms, 30ms] }',
      'the lease margin must be shorter than the shortest election timeout: 15ms against 15ms',
    ],
    ['cluster: { names: [leader] }', '"leader" means something else in selectors'],
    ['workload: { ops: { get: 0 } }', 'one operation at least needs a weight above 0'],
    ['workload: { from: 3s, until: 2s }', 'the last call is before the first'],
    ['workload: { keys: { exponent: 2 } }', 'only zipf has an exponent'],
    ['clocks: { nodes: { n7: { drift: 5ppm } } }', 'no node is called "n7" (did you mean "n1"?)'],
    [
      'run: { settle: 1s }\nexpect: { eventually: [{ that: leader-exists, within: 2s }] }',
      'this is longer than things settle, 1s',
    ],
    ['expect: { sometimes: [{ name: x, that: { fault: cut } }] }', 'no fault is called "cut"'],
    [
      'expect: { sometimes: [{ name: x, that: { event: commit, is: ">= 2" } }] }',
      '"is" does not go with event; node, term, index would',
    ],
    ['network: { bandwidth: 10MB }', 'expected a bandwidth with its unit, such as 10MB/s, got "10MB"'],
    ['run: { chaos: 10 sec }', '"sec" is not a unit of time'],
    ['run: { chaos: 0.5us }', '0.5us is finer than 1us'],
    ['run: { chaos: 2000h }', '2000h is more than 1000h'],
  ])('%s', (lines, message) => {
    expect(mistakes(lines).map((text) => text.replace(/^\S+ /, ''))).toEqual([message]);
  });

  test.each([
    ['do: crash, nodes: leader', 'a fault needs a trigger: at, every, when, on or after'],
    ['at: 1s, do: partition', 'a partition needs groups or a shape'],
    ['at: 1s, do: partition, shape: one-way, from: n1', 'one-way needs `from` and `to`'],
    ['at: 1s, do: partition, shape: halves, to: n1', 'only one-way has `to`'],
    ['at: 1s, do: partition, shape: ring, groups: [n1]', 'a partition has either groups or a shape'],
    ['at: 1s, do: partition, groups: [rest, n1]', 'there is nothing yet that this could be the rest of'],
    [
      'at: 1s, do: link, from: n1, to: n2',
      'a link fault changes one at least of latency, loss, duplicate, reorder, bandwidth',
    ],
    ['at: 1s, do: disk, nodes: n1, fault: slow', 'a slow disk needs its latency'],
    ['at: 1s, do: disk, nodes: n1, fault: full, latency: 1s', 'only a slow disk has a latency'],
    ['at: 1s, do: clock, nodes: n1', 'a clock fault needs a jump or a drift'],
    ['at: 1s, do: clock, nodes: n1, jump: -1s, for: 1s', 'a jump is not undone: only a drift lasts'],
    ['at: 1s, times: 3, do: heal', '`times` goes with `every`, `when`, `on`, `after` only'],
    ['every: 0s, do: heal', 'every 0 would never end'],
    ['every: 1s, start: 5s, stop: 4s, do: heal', 'it stops before it starts'],
    ['at: 1s, do: pause, nodes: $who', 'no fault keeps its nodes as "who"'],
    ['at: 1s, do: pause, nodes: n4', 'no node or role is called "n4" (did you mean "n1"?)'],
  ])('faults: [{ %s }]', (fault, message) => {
    expect(mistakes(`faults: [{ ${fault} }]`).map((text) => text.replace(/^\S+ /, ''))).toEqual([message]);
  });
});

test('a value of a wrong kind is not missing besides', () => {
  const call = (rest: string): string =>
    `faults: [{ at: 1s, do: client, client: c1, op: put, key: x${rest} }]`;
  expect(mistakes(call(', value: [1]'))).toEqual(['4:68+3 expected a value, got a list']);
  expect(mistakes(call(''))).toEqual(['4:48+3 put needs a value']);
});
