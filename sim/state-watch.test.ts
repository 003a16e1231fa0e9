// Abstract states: the same for the same run, blind to names and numbers, and no part of the run.

import { describe, expect, it } from 'vitest';
import { constant, plan } from './fixtures/plan.ts';
import type { FaultPlan, Plan } from './plan.ts';
import { registerPrograms } from './programs.ts';
import { run } from './run.ts';

registerPrograms();

function statesOf(given: Plan, seed: number): Uint32Array {
  let states: Uint32Array = new Uint32Array();
  run(given, seed, { onStates: (found) => (states = found) });
  return states;
}

function once(at: number, action: FaultPlan['action']): FaultPlan {
  return { id: `at-${at}`, trigger: { kind: 'at', at }, action, duration: null, as: null };
}

/** The node comes to power, alone: all others keep still; nobody calls. */
function ledBy(node: number, campaigns: number): Plan {
  const usual = plan();
  return plan({
    timers: 'manual',
    network: { ...usual.network, defaults: { ...usual.network.defaults, latency: constant(5000) } },
    disk: { ...usual.disk, fsyncLatency: constant(300) },
    workload: { ...usual.workload, clients: 0 },
    faults: [
      ...Array.from({ length: campaigns }, (_, position) =>
        once(100_000 * (position + 1), { kind: 'campaign', nodes: { kind: 'nodes', nodes: [node] } }),
      ),
      // Before the calm, in which all timers ring, one node after the other.
      once(900_000, { kind: 'stop', what: 'run' }),
    ],
    run: { chaos: 1_000_000, settle: 0, eventsMax: 100_000 },
  });
}

describe('abstract states', () => {
  it('are the same for the same run, and leave it as it is', () => {
    expect(statesOf(plan(), 3)).toEqual(statesOf(plan(), 3));
    expect(run(plan(), 3, { onStates: () => {} })).toEqual(run(plan(), 3));
  });

  it('come once each, and more with trouble', () => {
    const calm = statesOf(plan(), 3);
    expect(new Set(calm).size).toBe(calm.length);
    const crash = {
      id: 'crash',
      trigger: { kind: 'every', every: constant(400_000), from: 0, until: 5_000_000, times: 0 },
      action: { kind: 'crash', nodes: { kind: 'role', role: 'leader' }, lose: 'random' },
      duration: constant(200_000),
      as: null,
    } as const;
    expect(statesOf(plan({ faults: [crash] }), 3).length).toBeGreaterThan(calm.length);
  });

  it('do not ask which node it was, nor in which term', () => {
    const options = { preVote: false };
    const one = { ...ledBy(1, 1), program: { name: 'raft', options, bugs: [] } };
    const other = { ...ledBy(3, 1), program: { name: 'raft', options, bugs: [] } };
    const [first, third] = [statesOf(one, 1), statesOf(other, 1)];
    expect(first.length).toBeGreaterThan(5);
    expect([...third].sort()).toEqual([...first].sort());
  });
});
