// The plan of what a fault or a step does.

import type { Command } from '../../sim/kv-model.ts';
import type { Action } from '../../sim/plan.ts';
import type { Picks } from '../pick.ts';
import type { ActionSpec } from '../scenario.ts';
import { compileCondition } from './condition.ts';
import { compileLink } from './network.ts';
import { compileSelector } from './selector.ts';

type ClientSpec = Extract<ActionSpec, { do: 'client' }>;

/** `id`: names the steps of a sequence; `path`: the draws. */
export function compileAction(
  fault: ActionSpec,
  id: string,
  names: readonly string[],
  path: string,
  picks: Picks,
): Action {
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
    case 'campaign':
    case 'heartbeat':
      return { kind: fault.do, nodes: compileSelector(fault.nodes, names) };
    case 'client':
      return {
        kind: 'client',
        client: Number(fault.client.slice(1)),
        command: compileCommand(fault),
        target: fault.target === undefined ? null : compileSelector(fault.target, names),
      };
    case 'workload': {
      const { every } = fault;
      const pace = every === undefined ? null : picks.distribution(every, `${path}.every`);
      return { kind: 'workload', set: fault.calls, every: pace };
    }
    case 'mark':
      return { kind: 'mark', name: fault.name };
    case 'stop':
      return { kind: 'stop', what: fault.what ?? 'chaos' };
    case 'drop':
      return { kind: 'drop' };
    case 'delay':
      return { kind: 'delay', by: picks.distribution(fault.by, `${path}.by`) };
    case 'duplicate':
      return { kind: 'duplicate', by: picks.distribution(fault.by ?? '0s', `${path}.by`) };
    case 'hold': {
      const { until } = fault;
      const condition = until === undefined ? null : compileCondition(until, `${path}.until`, names, picks);
      return { kind: 'hold', until: condition };
    }
    case 'sequence':
      return {
        kind: 'sequence',
        steps: fault.steps.map((step, position) => {
          const stepPath = `${path}.steps.${position}`;
          const stepId = `${id}.${position + 1}`;
          const duration = 'for' in step ? step.for : undefined;
          return {
            id: stepId,
            action: compileAction(step, stepId, names, stepPath, picks),
            duration: duration === undefined ? null : picks.distribution(duration, `${stepPath}.for`),
            as: step.as ?? null,
            delay: picks.distribution(step.delay ?? '0s', `${stepPath}.delay`),
            place: '',
          };
        }),
      };
  }
}

function compileCommand({ op, key, value = '', expected }: ClientSpec): Command {
  switch (op) {
    case 'get':
    case 'delete':
      return { kind: op, key };
    case 'put':
    case 'append':
      return { kind: op, key, value: String(value) };
    case 'cas':
      return {
        kind: op,
        key,
        expected: expected === undefined ? null : String(expected),
        value: String(value),
      };
  }
}
