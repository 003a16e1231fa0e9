// Scenarios become plans: defaults, units, selectors, and picks that keep out of each other's way.

import { describe, expect, test } from 'vitest';
import type { Plan } from '../sim/plan.ts';
import { compileScenario } from './compile.ts';
import { known, scenarioText } from './fixtures/known.ts';
import { parseScenario } from './parse.ts';

function plan(seed: number, ...lines: readonly string[]): Plan {
  return compileScenario(parseScenario(scenarioText(...lines), 'x.yaml', known), seed);
}

const share = (part: number): number => Math.round(part * 2 ** 32);

test('a scenario that says nothing is a small calm cluster', () => {
  expect(plan(1)).toEqual({
    scenario: 'some',
    nodes: 3,
    names: ['n1', 'n2', 'n3'],
    program: { name: 'raft', options: {}, bugs: [] },
    network: {
      defaults: {
        latency: { kind: 'uniform', min: 1000, max: 10_000 },
        loss: 0,
        duplicate: 0,
        corrupt: 0,
        reorder: { probability: 0, window: 0 },
        bandwidth: 0,
        queueBytes: 0,
      },
      links: [],
      clientLatency: { kind: 'uniform', min: 1000, max: 5000 },
      clientLoss: 0,
      delivery: 'running',
      clientLinks: [],
    },
    disk: {
      writeLatency: { kind: 'constant', value: 0 },
      fsyncLatency: { kind: 'constant', value: 100 },
      stall: { probability: 0, duration: { kind: 'constant', value: 0 } },
      keepUnsynced: 2 ** 31,
      tornWrites: 0,
      lies: { probability: 0, after: null },
      bitRot: 0,
      capacity: 0,
    },
    disks: [],
    clocks: [],
    workload: {
      clients: 2,
      mix: { get: 4, put: 4, delete: 0, cas: 1, append: 1 },
      keys: { count: 5, distribution: { kind: 'uniform' } },
      arrival: { kind: 'closed', think: { kind: 'uniform', min: 10_000, max: 50_000 } },
      inFlight: 1,
      timeout: 500_000,
      retry: 'same-id',
      attempts: 20,
      from: 0,
      until: 12_500_000,
      operations: 0,
      target: 'leader',
    },
    faults: [],
    script: [],
    limits: { down: 'minority', damaged: 'minority' },
    timers: 'running',
    initial: null,
    run: { chaos: 10_000_000, settle: 5_000_000, eventsMax: 10_000_000 },
    checks: {
      scopes: ['end-to-end', 'deep'],
      always: [],
      eventually: [],
      sometimes: [],
      never: [],
      thresholds: [],
      fails: null,
      failsWithin: 0,
    },
    picked: {},
    overrides: {},
  });
});

describe('parts', () => {
  test('options of the protocol, in µs', () => {
    const text =
      'protocol: { electionTimeout: [0.2s, 400ms], heartbeat: 60ms, applyLag: 5us, preVote: false, reads: log }';
    expect(plan(1, text).program.options).toEqual({
      electionTimeoutMin: 200_000,
      electionTimeoutMax: 400_000,
      heartbeatInterval: 60_000,
      applyLag: 5,
      preVote: false,
      reads: 'log',
    });
  });

  test('links, one by one', () => {
    const { network } = plan(
      1,
      'network: { loss: 5%, bandwidth: 1.5MB/s, links: [{ from: n1, to: all, loss: 1 }] }',
    );
    expect(network.defaults).toMatchObject({ loss: share(0.05), bandwidth: 1_500_000 });
    expect(network.links.map(({ from, to, set }) => [from, to, set.loss, set.latency])).toEqual([
      [1, 2, 2 ** 32, null],
      [1, 3, 2 ** 32, null],
    ]);
  });

  test('clocks: the node’s own over the rest; true ones are left out', () => {
    const text =
      'clocks: { drift: 50ppm, nodes: { n2: { drift: -10ppm, offset: -1s }, n3: { drift: 0ppm } } }';
    expect(plan(1, text).clocks).toEqual([
      { node: 1, offset: 0, ratePpm: 50 },
      { node: 2, offset: -1_000_000, ratePpm: -10 },
    ]);
  });

  test('faults: triggers, selectors, durations', () => {
    const { faults } = plan(
      1,
      'run: { chaos: 9s }',
      'faults:',
      '  - { id: cut, at: 1s, do: partition, groups: [[leader, n2], rest], for: 2s, as: old }',
      '  - { every: 500ms, stop: 1h, times: 3, do: crash, nodes: "minority(followers - $old)" }',
    );
    expect(faults).toEqual([
      {
        id: 'cut',
        trigger: { kind: 'at', at: 1_000_000 },
        action: {
          kind: 'partition',
          groups: [
            {
              kind: 'union',
              of: [
                { kind: 'nodes', nodes: [2] },
                { kind: 'role', role: 'leader' },
              ],
            },
            { kind: 'role', role: 'rest' },
          ],
        },
        duration: { kind: 'constant', value: 2_000_000 },
        as: 'old',
      },
      {
        id: 'fault-2',
        trigger: {
          kind: 'every',
          every: { kind: 'constant', value: 500_000 },
          from: 0,
          until: 9_000_000,
          times: 3,
        },
        action: {
          kind: 'crash',
          nodes: {
            kind: 'some',
            count: 'minority',
            of: {
              kind: 'minus',
              of: { kind: 'role', role: 'followers' },
              without: { kind: 'bound', name: 'old' },
            },
          },
          lose: 'random',
        },
        duration: null,
        as: null,
      },
    ]);
  });

  test('goals', () => {
    const { checks } = plan(
      1,
      'expect:',
      '  eventually: [{ that: leader-exists, within: 2s }]',
      '  sometimes:',
      '    - { name: a, that: { state: leaders, is: ">= 2" } }',
      '    - { name: b, that: { event: crash }, times: ">=3" }',
      '    - { name: c, that: { event: commit } }',
      '  fails: { property: linearizable }',
    );
    expect(checks.eventually).toEqual([{ that: 'leader-exists', within: 2_000_000 }]);
    expect(checks.sometimes).toEqual([
      { name: 'a', that: { kind: 'leaders', is: { operator: '>=', value: 2 }, lasting: 0 }, atLeast: 1 },
      { name: 'b', that: { kind: 'event', event: 'crash', node: null, term: null, index: null }, atLeast: 3 },
      {
        name: 'c',
        that: { kind: 'event', event: 'commit', node: null, term: null, index: null },
        atLeast: 1,
      },
    ]);
    expect(checks.fails).toBe('linearizable');
  });
});

describe('picks', () => {
  const loss = 'network: { loss: { pick: { uniform: [0, 0.5] } } }';
  const seeds = Array.from({ length: 200 }, (_, seed) => seed);

  test('are the same for the same seed and differ between seeds', () => {
    expect(plan(7, loss)).toEqual(plan(7, loss));
    expect(new Set(seeds.map((seed) => plan(seed, loss).network.defaults.loss)).size).toBe(200);
  });

  test('stay what they were when another is added', () => {
    const more = 'workload: { clients: { pick: { uniform: [1, 9] } } }';
    for (const seed of seeds) expect(plan(seed, loss, more).network).toEqual(plan(seed, loss).network);
  });

  test('of a fault stay what they were when a fault is put before it, if it has an id', () => {
    const fault = '{ id: nap, at: { pick: { uniform: [1s, 9s] } }, do: pause, nodes: n1 }';
    for (const seed of seeds) {
      const [alone] = plan(seed, `faults: [${fault}]`).faults;
      expect(plan(seed, `faults: [{ at: 1s, do: heal }, ${fault}]`).faults[1]).toEqual(alone);
    }
  });

  test('reach both ends of a range, and every value of a list', () => {
    const text = 'workload: { clients: { pick: { uniform: [1, 4] } }, target: { pick: [leader, any] } }';
    const workloads = seeds.map((seed) => plan(seed, text).workload);
    expect(new Set(workloads.map(({ clients }) => clients))).toEqual(new Set([1, 2, 3, 4]));
    expect(new Set(workloads.map(({ target }) => target))).toEqual(new Set(['leader', 'any']));
  });

  test('of all clocks are drawn for each node apart', () => {
    const { clocks } = plan(3, 'clocks: { drift: { pick: { uniform: [1ppm, 100000ppm] } } }');
    expect(new Set(clocks.map(({ ratePpm }) => ratePpm)).size).toBe(3);
  });
});

test('thresholds are integers of their units', () => {
  const { checks } = plan(
    1,
    'expect: { thresholds: { client.latency.p99: "< 2s", messages.per.op: ">=12.5" } }',
  );
  expect(checks.thresholds).toEqual([
    { metric: 'client.latency.p99', is: { operator: '<', value: 2_000_000 } },
    { metric: 'messages.per.op', is: { operator: '>=', value: 12_500 } },
  ]);
});

test('what a seed picks can be written into the file in its place', () => {
  const text = (loss: string, drift: string, bandwidth: string, mean: string): readonly string[] => [
    `network: { loss: ${loss}, bandwidth: ${bandwidth} }`,
    `clocks: { nodes: { n2: { drift: ${drift} } } }`,
    `storage: { fsyncLatency: { exp: { mean: ${mean} } } }`,
  ];
  for (let seed = 0; seed < 50; seed++) {
    const ends = (least: string, most: string): string => `{ pick: { uniform: ["${least}", "${most}"] } }`;
    const drawn = plan(
      seed,
      ...text(ends('0%', '30%'), ends('-9ppm', '+9ppm'), ends('1kB/s', '5MB/s'), ends('3us', '4s')),
    );
    const { picked } = drawn;
    expect(Object.keys(picked)).toEqual([
      'network.loss',
      'network.bandwidth',
      'storage.fsyncLatency.exp.mean',
      'clocks.nodes.n2.drift',
    ]);
    const [loss, bandwidth, mean, drift] = Object.values(picked) as [string, string, string, string];
    expect({ ...plan(seed, ...text(loss, drift, bandwidth, mean)), picked }).toEqual(drawn);
  }
});

test('a client writes a number as it writes a text', () => {
  const text = scenarioText(
    'faults:',
    '  - { at: 1s, do: client, client: c1, op: put, key: x, value: 1 }',
    '  - { at: 1s, do: client, client: c1, op: cas, key: x, expected: 1, value: "2" }',
    '  - { at: 1s, do: client, client: c1, op: cas, key: x, value: 3 }',
  );
  const { faults } = compileScenario(parseScenario(text, 'x', known), 1);
  expect(faults.map(({ action }) => action)).toMatchObject([
    { command: { kind: 'put', value: '1' } },
    { command: { kind: 'cas', expected: '1', value: '2' } },
    { command: { kind: 'cas', expected: null, value: '3' } },
  ]);
});
