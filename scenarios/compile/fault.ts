// The plan of the faults: trigger, action, duration, each with its own picks.

import type { FaultPlan, Trigger } from '../../sim/plan.ts';
import type { Picks } from '../pick.ts';
import { faultId } from '../relations/fault.ts';
import type { FaultSpec } from '../scenario.ts';
import { compileAction } from './action.ts';
import { compileCondition, compileMessages } from './condition.ts';

/** Picks of a fault are named after its id, so that a fault put before it changes none of them if it has one. */
export function compileFault(
  fault: FaultSpec,
  position: number,
  names: readonly string[],
  chaos: number,
  picks: Picks,
): FaultPlan {
  const id = faultId(fault, position);
  const path = `faults.${id}`;
  const duration = 'for' in fault ? fault.for : undefined;
  return {
    id,
    trigger: compileTrigger(fault, chaos, names, path, picks),
    action: compileAction(fault, id, names, path, picks),
    duration: duration === undefined ? null : picks.distribution(duration, `${path}.for`),
    as: fault.as ?? null,
  };
}

function compileTrigger(
  fault: FaultSpec,
  chaos: number,
  names: readonly string[],
  path: string,
  picks: Picks,
): Trigger {
  const { at, every, start, stop, when, on, after } = fault;
  const times = (usual: number): number => {
    const given = fault.times ?? usual;
    return given === 'unlimited' ? 0 : picks.integer(given, `${path}.times`);
  };
  const since = fault.since ?? null;
  if (at !== undefined) return { kind: 'at', at: picks.duration(at, `${path}.at`) };
  if (when !== undefined) {
    const that = compileCondition(when, `${path}.when`, names, picks);
    return { kind: 'when', that, times: times(1), since };
  }
  if (on !== undefined) {
    return {
      kind: 'on',
      which: compileMessages(on, names),
      nth: on.nth ?? 0,
      every: on.every ?? 1,
      probability: picks.probability(on.probability ?? 1, `${path}.on.probability`),
      times: times(1),
      since,
    };
  }
  if (after !== undefined) {
    const delay = picks.distribution(fault.delay ?? '0s', `${path}.delay`);
    return { kind: 'after', fault: after, delay, times: times(0) };
  }
  return {
    kind: 'every',
    every: picks.distribution(every!, `${path}.every`),
    from: picks.duration(start ?? '0s', `${path}.start`),
    until: stop === undefined ? chaos : Math.min(picks.duration(stop, `${path}.stop`), chaos),
    times: times(0),
  };
}
