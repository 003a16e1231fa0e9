// The plan of the clients.

import type { WorkloadPlan } from '../../sim/plan.ts';
import * as defaults from '../defaults.ts';
import type { Picks } from '../pick.ts';
import { zipfThresholds } from '../quantiles.ts';
import type { WorkloadSection } from '../scenario.ts';

const usualMix = { get: 4, put: 4, delete: 0, cas: 1, append: 1 };

export function compileWorkload(
  section: WorkloadSection,
  run: { readonly chaos: number; readonly settle: number },
  picks: Picks,
): WorkloadPlan {
  const { inFlight, timeout, retry, attempts, from, until, operations, target } = section;
  const usualUntil = run.chaos + Math.floor(run.settle / 2);
  return {
    clients: picks.integer(section.clients ?? defaults.clients, 'workload.clients'),
    mix: compileMix(section.ops, picks),
    keys: compileKeys(section.keys ?? {}, picks),
    arrival: compileArrival(section.arrival ?? {}, picks),
    inFlight: picks.integer(inFlight ?? 1, 'workload.inFlight'),
    timeout: timeout === undefined ? defaults.timeout : picks.duration(timeout, 'workload.timeout'),
    retry: picks.from(retry ?? 'same-id', 'workload.retry'),
    attempts: picks.integer(attempts ?? defaults.attempts, 'workload.attempts'),
    from: from === undefined ? 0 : picks.duration(from, 'workload.from'),
    until: until === undefined ? usualUntil : picks.duration(until, 'workload.until'),
    operations: picks.integer(operations ?? 0, 'workload.operations'),
    target: picks.from(target ?? 'leader', 'workload.target'),
  };
}

function compileMix(ops: WorkloadSection['ops'], picks: Picks): WorkloadPlan['mix'] {
  if (ops === undefined) return usualMix;
  const weight = (kind: keyof typeof usualMix): number =>
    picks.integer(ops[kind] ?? 0, `workload.ops.${kind}`);
  return {
    get: weight('get'),
    put: weight('put'),
    delete: weight('delete'),
    cas: weight('cas'),
    append: weight('append'),
  };
}

function compileKeys(keys: NonNullable<WorkloadSection['keys']>, picks: Picks): WorkloadPlan['keys'] {
  const count = picks.integer(keys.count ?? defaults.keys, 'workload.keys.count');
  const kind = picks.from(keys.distribution ?? 'uniform', 'workload.keys.distribution');
  if (kind === 'uniform') return { count, distribution: { kind } };
  return { count, distribution: { kind: 'weighted', cumulative: zipfThresholds(count, keys.exponent ?? 1) } };
}

function compileArrival(
  arrival: NonNullable<WorkloadSection['arrival']>,
  picks: Picks,
): WorkloadPlan['arrival'] {
  if (arrival.open !== undefined) {
    return { kind: 'open', every: picks.distribution(arrival.open.every, 'workload.arrival.open.every') };
  }
  const think = arrival.closed?.think;
  return {
    kind: 'closed',
    think:
      think === undefined
        ? { kind: 'uniform', ...defaults.think }
        : picks.distribution(think, 'workload.arrival.closed.think'),
  };
}
