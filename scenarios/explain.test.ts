// A plan in words: what was picked, what strikes when, what is expected.

import { expect, test } from 'vitest';
import { compileScenario } from './compile.ts';
import { compileCourse } from './course-config/compile.ts';
import { parseCourse } from './course-config/parse.ts';
import { distribution, time } from './explain/quantity.ts';
import { explainPlan } from './explain.ts';
import { known, scenarioText } from './fixtures/known.ts';
import { parseScenario } from './parse.ts';

test('says all that a scenario comes to', () => {
  const text = scenarioText(
    'cluster: { names: [oslo, rome, lima] }',
    'protocol: { heartbeat: 40ms, preVote: { pick: [true] }, bugs: [commit-prior-term] }',
    'network: { latency: 5ms, loss: { pick: [2%] }, links: [{ from: oslo, to: rome, latency: { uniform: [1ms, 2ms] } }] }',
    'workload: { clients: 0 }',
    'faults:',
    '  - { id: cut, at: 1500ms, do: isolate, nodes: leader, for: 3s, as: old }',
    '  - { every: 2s, do: partition, groups: [[leader, rome], rest] }',
    'expect: { eventually: [{ that: leader-exists, within: 2s }], fails: { property: linearizable } }',
  );
  expect(explainPlan(compileScenario(parseScenario(text, 'x', known), 1)).split('\n')).toEqual([
    'some',
    '  cluster  3 nodes: oslo rome lima',
    '           program raft, heartbeatInterval 40ms, preVote true',
    '           planted: commit-prior-term',
    '  network  latency 5ms, loss 2%, duplicates 0%',
    '           oslo to rome: latency 1ms to 2ms',
    '           clients: latency 1ms to 5ms, loss 0%',
    '  disks    fsync 100us',
    '           at a crash each unsynced write survives with 50%, torn 0%',
    '  clocks   all true',
    '  clients  none',
    '  faults   cut: at 1.5s isolate leader, for 3s, kept as $old',
    '           fault-2: every 2s, from 0s until 10s, partition rome, leader | rest',
    '           limit: a quorum is never taken down',
    '  run      10s of chaos, 5s of calm, 10000000 events at most',
    '  expect   always: every property there is',
    '           eventually: leader-exists, within 2s of the calm',
    '           fails: linearizable, because of what is planted',
    '  picked   protocol.preVote: true',
    '           network.loss: 2%',
  ]);
});

test.each([
  [0, '0s'],
  [7, '7us'],
  [1500, '1.5ms'],
  [1234, '1.234ms'],
  [2_500_000, '2.5s'],
  [-300_000, '-300ms'],
  [90_000_000, '1.5m'],
  [3_600_000_000, '1h'],
])('%d µs is %s', (microseconds, text) => {
  expect(time(microseconds)).toBe(text);
});

test('a table is told by its quantiles', () => {
  const quantiles = Array.from({ length: 1025 }, (_, point) => point * 1000);
  expect(distribution({ kind: 'table', quantiles })).toBe('about 512ms (99% below 1.014s, at most 1.024s)');
  const long = [1_386_294, 9_257_773, 127_862_944];
  expect(distribution({ kind: 'table', quantiles: long })).toBe(
    'about 9.258s (99% below 127.9s, at most 127.9s)',
  );
});

test('a script alone calls, where the file has no workload', () => {
  const text = scenarioText(
    'network: { delivery: manual }',
    'protocol: { timers: manual }',
    'script:',
    '  - timeout: n1',
    '  - drop: { all: true }',
    '  - drop: { message: [RequestVote], all: true }',
    '  - deliver: { all: true, from: n1 }',
    '  - call: { client: c1, put: { x: 1 }, to: n1 }',
  );
  const words = explainPlan(compileScenario(parseScenario(text, 'x', known), 1));
  expect(words).toContain('clients  those that the script calls; timeout');
  expect(words).toContain('2. 10ms later drop every message\n');
  expect(words).toContain('3. 10ms later drop every RequestVote\n');
  expect(words).toContain('4. 10ms later deliver every message from n1\n');
});

test('a config of a course tells its requests and events', () => {
  const events = [{ type: 'kill_leader', time: 3.5 }];
  const text = JSON.stringify({ lifetime: 10, replicas: 3, requests: 50, mix: 0.25, start_wait: 2, events });
  const { config } = parseCourse(text, 'x.json', known)!;
  const words = explainPlan(compileCourse('x', config, 'course', 1));
  expect(words).toContain('clients  8, with 50 requests from 2s to 12s, 25% of them gets\n');
  expect(words).toContain('events   at 5.5s: kill_leader\n');
});
