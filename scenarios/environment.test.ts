// Zones, links, disks and client links: what they come to, and the mistakes that can be made in them.

import { expect, test } from 'vitest';
import type { Plan } from '../sim/plan.ts';
import { compileScenario } from './compile.ts';
import { explainPlan } from './explain.ts';
import { known, scenarioText } from './fixtures/known.ts';
import { parseScenario, ScenarioError } from './parse.ts';

function plan(...lines: readonly string[]): Plan {
  return compileScenario(parseScenario(scenarioText(...lines), 'x.yaml', known), 1);
}

function mistakes(...lines: readonly string[]): readonly string[] {
  try {
    parseScenario(scenarioText(...lines), 'x.yaml', known);
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.problems.map(({ message, hint }) => `${message}${hint === null ? '' : ` (${hint})`}`);
  }
  return [];
}

const zones = 'cluster: { nodes: 4, zones: { east: [n1, n2], west: [n3] } }';

test('zones set the links within and across them; a node in no zone keeps what holds for all', () => {
  const { links } = plan(
    zones,
    'network: { zones: { within: { loss: 0 }, across: { latency: 40ms } } }',
  ).network;
  const across = links.filter(({ set }) => set.latency !== null);
  expect(across.map(({ from, to }) => [from, to])).toEqual([
    [1, 3],
    [2, 3],
    [3, 1],
    [3, 2],
  ]);
  const within = links.filter(({ set }) => set.loss === 0);
  expect(within.map(({ from, to }) => [from, to])).toEqual([
    [1, 2],
    [2, 1],
  ]);
});

test('a zone stands for its nodes wherever nodes are named', () => {
  const { faults, network, checks } = plan(
    zones,
    'network: { links: [{ from: west, to: all - east, corrupt: 5% }] }',
    'faults:',
    '  - { at: 1s, do: isolate, nodes: east }',
    '  - { at: 1s, do: crash, nodes: any(all - east) }',
    '  - { at: 1s, do: partition, groups: [[east, n4], west] }',
    'expect: { never: [{ name: x, that: { event: become-leader, node: west } }] }',
  );
  const east = { kind: 'nodes', nodes: [1, 2] };
  expect(faults.map(({ action }) => action)).toMatchObject([
    { nodes: east },
    { nodes: { kind: 'some', of: { kind: 'minus', without: east } } },
    { groups: [{ nodes: [1, 2, 4] }, { nodes: [3] }] },
  ]);
  expect(network.links).toMatchObject([{ from: 3, to: 4, set: { corrupt: Math.round(0.05 * 2 ** 32) } }]);
  expect(checks.never).toMatchObject([{ that: { node: { kind: 'nodes', nodes: [3] } } }]);
});

test('a node with a disk of its own takes the rest from all', () => {
  const { disk, disks } = plan(
    'storage:',
    '  fsyncLatency: 1ms',
    '  bitRot: 1%',
    '  nodes:',
    '    n2: { fsync: lies, bitRot: 0 }',
    '    n3: { fsync: { lies: 50%, after: 1s }, writeLatency: 10us }',
  );
  const half = { probability: 2 ** 31, after: { kind: 'constant', value: 1_000_000 } };
  expect(disk.lies).toEqual({ probability: 0, after: null });
  expect(disks).toEqual([
    { node: 2, disk: { ...disk, lies: { probability: 2 ** 32, after: null }, bitRot: 0 } },
    { node: 3, disk: { ...disk, lies: half, writeLatency: { kind: 'constant', value: 10 } } },
  ]);
});

test('clients may be far from one node', () => {
  const { clientLinks } = plan(
    'network: { clients: { loss: 1%, nodes: { n3: { latency: 40ms } } } }',
  ).network;
  expect(clientLinks).toEqual([{ node: 3, latency: { kind: 'constant', value: 40_000 }, loss: null }]);
});

test('explain tells all of it', () => {
  const text = explainPlan(
    plan(
      zones,
      'network: { corrupt: 2%, zones: { across: { latency: 40ms } }, clients: { nodes: { n3: { loss: 5% } } } }',
      'storage: { bitRot: 1%, nodes: { n2: { fsync: { lies: 50%, after: 1s } } } }',
      'faults: [{ at: 1s, do: heal }]',
      'limits: { damaged: unlimited }',
    ),
  );
  for (const words of [
    'damaged 2%',
    'n1 to n3: latency 40ms',
    'clients to n3: loss 5%',
    'something durable damaged 1%',
    'n2: 50% of the fsyncs lie, made good after 1s',
    'but damaged it may be',
  ]) {
    expect(text).toContain(words);
  }
});

test.each([
  ['cluster: { zones: { east: [n9] } }', 'no node is called "n9" (did you mean "n1"?)'],
  ['cluster: { zones: { east: [n1], west: [n1] } }', '"n1" is in zone east already'],
  ['cluster: { zones: { leader: [n1] } }', '"leader" means something else in selectors'],
  ['network: { zones: { across: { loss: 1% } } }', 'there are no zones: cluster.zones names them'],
  ['storage: { nodes: { n4: { bitRot: 1% } } }', 'no node is called "n4" (did you mean "n1"?)'],
  ['network: { clients: { nodes: { n4: { loss: 1% } } } }', 'no node is called "n4" (did you mean "n1"?)'],
  [
    'network: { links: [{ from: leader, to: all, loss: 1% }] }',
    'expected nodes that are known from the start: names, zones or all, got "leader"',
  ],
  [
    'network: { links: [{ from: any(all), to: n1, loss: 1% }] }',
    'expected nodes that are known from the start: names, zones or all, got "any(all)"',
  ],
  ['storage: { fsync: lie }', 'unknown word "lie"; there are honest, lies (did you mean "lies"?)'],
  ['limits: { damaged: none }', 'unknown word "none"; there are minority, unlimited'],
  [
    'expect: { final: { leader: n9 } }',
    'no node is called "n9"; there are also any and none (did you mean "n1"?)',
  ],
  ['expect: { final: { logs: { n7: [1] } } }', 'no node is called "n7" (did you mean "n1"?)'],
  ['expect: { final: { read: each } }', '`read` goes with `kv` only'],
])('%s', (line, message) => {
  expect(mistakes(line)).toEqual([message]);
});

test('a program that shows neither standing nor log cannot be judged by them', () => {
  const shows = { raft: ['standing', 'state'], plain: [] } as const;
  const text = scenarioText('protocol: { implementation: plain }', 'expect: { final: { leader: any } }');
  const knowing = { ...known, programs: ['raft', 'plain'], shows };
  expect(() => parseScenario(text, 'x.yaml', knowing)).toThrow(
    'the program plain does not show what this would be read from',
  );
});

test('how a run must end becomes numbers and texts', () => {
  const { checks } = plan(
    'expect:',
    '  final: { leader: n2, term: ">= 2", roles: { n1: down }, commit: { n3: 4 }, logs: { n1: [1, 1] }, kv: { x: 1, y: null }, read: each }',
  );
  expect(checks.final).toEqual({
    leader: 2,
    term: { operator: '>=', value: 2 },
    roles: [{ node: 1, role: 'down' }],
    commits: [{ node: 3, is: { operator: '=', value: 4 } }],
    logs: [{ node: 1, terms: [1, 1] }],
    kv: {
      of: 'each',
      values: [
        { key: 'x', value: '1' },
        { key: 'y', value: null },
      ],
    },
  });
});
