// A corner of a scenario's world small enough to try all of it: the scenario's program and options, few servers, no time,
// and nothing that happens but what it is told to.

import { compileScenario } from '../../scenarios/compile.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import type { Plan } from '../../sim/plan.ts';
import type { Corner } from '../../sim/search/systematic/corners.ts';

/** Longer than any path takes. */
const callTimeout = 10_000_000;

/** Without a script yet. Whatever goes by the clock is off, and every timer shorter than the pace of a script. */
export function smallWorld(scenario: Scenario, corner: Corner): Scenario {
  const { version, name, description, protocol = {}, expect } = scenario;
  const { implementation, bugs, reads, termHint, parallelDiskWrite } = protocol;
  return {
    version,
    name,
    description,
    limits: 'unlimited',
    cluster: { nodes: corner.nodes },
    protocol: {
      ...(implementation === undefined ? {} : { implementation }),
      timers: 'manual',
      electionTimeout: ['6ms', '7ms'],
      heartbeat: '5ms',
      entriesMax: 1,
      preVote: corner.preVote,
      leaderStickiness: false,
      checkQuorum: false,
      ...(reads === 'log' ? { reads } : {}),
      ...(typeof termHint === 'boolean' ? { termHint } : {}),
      ...(typeof parallelDiskWrite === 'boolean' ? { parallelDiskWrite } : {}),
      ...(bugs === undefined ? {} : { bugs }),
    },
    network: { delivery: 'manual' },
    ...(expect?.always === undefined ? {} : { expect: { always: expect.always } }),
  };
}

/** What is explored: that world, with clients that wait to be told. */
export function planToExplore(world: Scenario, bugs: readonly string[], clients: number): Plan {
  const plan = compileScenario(world, 0);
  return {
    ...plan,
    program: { ...plan.program, bugs: [...new Set([...plan.program.bugs, ...bugs])] },
    workload: { ...plan.workload, clients, until: 0, timeout: callTimeout },
  };
}
