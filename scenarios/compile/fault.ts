// The plan of the faults: trigger, action, duration, each with its own picks.

import type { Action, FaultPlan, Trigger } from '../../sim/plan.ts';
import type { Picks } from '../pick.ts';
import { faultId } from '../relations/fault.ts';
import type { FaultSpec } from '../scenario.ts';
import { compileLink } from './network.ts';
import { compileSelector } from './selector.ts';

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
  const duration = fault.do === 'heal' || fault.do === 'restart' ? undefined : fault.for;
  return {
    id,
    trigger: compileTrigger(fault, chaos, path, picks),
    action: compileAction(fault, names, path, picks),
    duration: duration === undefined ? null : picks.distribution(duration, `${path}.for`),
    as: fault.as ?? null,
  };
}

function compileTrigger(fault: FaultSpec, chaos: number, path: string, picks: Picks): Trigger {
  const { at, every, start, stop, times } = fault;
  if (at !== undefined) return { kind: 'at', at: picks.duration(at, `${path}.at`) };
  return {
    kind: 'every',
    every: picks.distribution(every!, `${path}.every`),
    from: picks.duration(start ?? '0s', `${path}.start`),
    until: stop === undefined ? chaos : Math.min(picks.duration(stop, `${path}.stop`), chaos),
    times: picks.integer(times ?? 0, `${path}.times`),
  };
}

function compileAction(fault: FaultSpec, names: readonly string[], path: string, picks: Picks): Action {
  switch (fault.do) {
    case 'partition': {
      const { shape, from, to, groups } = fault;
      if (shape === undefined) {
        return { kind: 'partition', groups: (groups ?? []).map((group) => compileSelector(group, names)) };
      }
      if (shape !== 'one-way') return { kind: 'split', shape };
      return { kind: 'one-way', from: compileSelector(from!, names), to: compileSelector(to!, names) };
    }
    case 'isolate':
      return { kind: 'isolate', nodes: compileSelector(fault.nodes, names) };
    case 'heal':
      return { kind: 'heal' };
    case 'crash':
      return { kind: 'crash', nodes: compileSelector(fault.nodes, names), lose: fault.lose ?? 'random' };
    case 'restart':
      return { kind: 'restart', nodes: compileSelector(fault.nodes, names) };
    case 'pause':
      return { kind: 'pause', nodes: compileSelector(fault.nodes, names) };
    case 'link':
      return {
        kind: 'link',
        from: compileSelector(fault.from, names),
        to: compileSelector(fault.to, names),
        set: compileLink(fault, path, picks),
      };
    case 'disk':
      return {
        kind: 'disk',
        nodes: compileSelector(fault.nodes, names),
        fault: fault.fault,
        latency: fault.latency === undefined ? null : picks.distribution(fault.latency, `${path}.latency`),
      };
    case 'clock':
      return {
        kind: 'clock',
        nodes: compileSelector(fault.nodes, names),
        jump: picks.duration(fault.jump ?? '0s', `${path}.jump`),
        ratePpm: fault.drift === undefined ? null : picks.ppm(fault.drift, `${path}.drift`),
      };
  }
}
