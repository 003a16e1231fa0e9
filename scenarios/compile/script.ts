// The plan of a script: each verb becomes an action, each step gets a name and the line where it stands.

import type { MessageFilter } from '../../sim/condition.ts';
import type { Expectation } from '../../sim/expectation.ts';
import type { Command } from '../../sim/kv-model.ts';
import type { Action, Step } from '../../sim/plan.ts';
import type { Selector } from '../../sim/selection.ts';
import type { Picks } from '../pick.ts';
import { comparisonOf } from '../quantity.ts';
import type {
  CallSpec,
  DeliverSpec,
  NodeExpectation,
  Scenario,
  ScriptStepSpec,
  SelectorSpec,
  WaitingSpec,
} from '../scenario.ts';
import { lineOf } from '../step-line.ts';
import { compileAction } from './action.ts';
import { compileCondition, compileMessages } from './condition.ts';
import { compileSelector } from './selector.ts';

/** Time enough for an fsync, and for an answer to reach its client. */
const pace = '10ms';
const patience = '1s';

export function compileScript(
  { script = [] }: Scenario,
  names: readonly string[],
  picks: Picks,
): readonly Step[] {
  return script.map((step, position) => {
    const id = `script-${position + 1}`;
    const path = `script.${position}`;
    const line = lineOf(step);
    const { fault } = step;
    const duration = fault !== undefined && 'for' in fault ? fault.for : undefined;
    return {
      id,
      action: compileVerb(step, id, names, path, picks),
      duration: duration === undefined ? null : picks.distribution(duration, `${path}.fault.for`),
      as: step.as ?? fault?.as ?? null,
      delay: picks.distribution(step.delay ?? delayOf(step), `${path}.delay`),
      place: line === 0 ? '' : `line ${line}`,
    };
  });
}

/** The highest number of a client that the script calls. */
export function clientsOf({ script = [] }: Scenario): number {
  return script.reduce((most, { call }) => Math.max(most, Number(call?.client.slice(1) ?? 0)), 0);
}

function delayOf({ wait }: ScriptStepSpec): Exclude<ScriptStepSpec['delay'], undefined> {
  if (wait === undefined) return pace;
  return typeof wait === 'string' ? wait : { pick: wait.pick };
}

function compileVerb(
  step: ScriptStepSpec,
  id: string,
  names: readonly string[],
  path: string,
  picks: Picks,
): Action {
  const whom = (spec: SelectorSpec): Selector => compileSelector(spec, names);
  const { timeout, heartbeat, crash, restart, isolate, deliver, drop, call, fault, mark } = step;
  if (timeout !== undefined) return { kind: 'campaign', nodes: whom(timeout) };
  if (heartbeat !== undefined) return { kind: 'heartbeat', nodes: whom(heartbeat) };
  if (crash !== undefined) return { kind: 'crash', nodes: whom(crash), lose: step.lose ?? 'random' };
  if (restart !== undefined) return { kind: 'restart', nodes: whom(restart) };
  if (isolate !== undefined) return { kind: 'isolate', nodes: whom(isolate) };
  if (step.heal !== undefined) return { kind: 'heal' };
  if (deliver !== undefined) {
    const until = deliver.until ?? (deliver.all === true ? 'all' : 'once');
    return {
      kind: 'deliver',
      which: waiting(deliver, names),
      nth: deliver.nth ?? 1,
      until,
      keeps: deliver.keep === true,
    };
  }
  if (drop !== undefined) return discard(drop, names);
  if (call !== undefined) {
    const client = Number(call.client.slice(1));
    if (call.again === true) return { kind: 'again', client, target: whom(call.to) };
    return { kind: 'client', client, command: commandOf(call), target: whom(call.to) };
  }
  if (fault !== undefined) return compileAction(fault, id, names, `${path}.fault`, picks);
  if (mark !== undefined) return { kind: 'mark', name: mark };
  if (step.await !== undefined) {
    const within = picks.duration(step.within ?? patience, `${path}.within`);
    return { kind: 'await', that: compileCondition(step.await, `${path}.await`, names, picks), within };
  }
  if (step.expect !== undefined) {
    const all = Object.entries(step.expect).map(([name, spec]) => expectation(name, spec, names));
    return { kind: 'expect', all };
  }
  if (step.waiting !== undefined) {
    const count = comparisonOf(step.waiting.count);
    return { kind: 'expect', all: [{ kind: 'waiting', which: waiting(step.waiting, names), count }] };
  }
  return { kind: 'wait' };
}

function discard(spec: DeliverSpec, names: readonly string[]): Action {
  return { kind: 'discard', which: waiting(spec, names), nth: spec.nth ?? 1, all: spec.all === true };
}

function waiting(spec: WaitingSpec, names: readonly string[]): MessageFilter {
  const filter = compileMessages(spec, names);
  if (spec.between === undefined) return filter;
  const both = compileSelector(spec.between, names);
  return { ...filter, from: filter.from ?? both, to: filter.to ?? both };
}

function commandOf({ get, put, append, delete: removed, cas }: CallSpec): Command {
  if (get !== undefined) return { kind: 'get', key: get };
  if (removed !== undefined) return { kind: 'delete', key: removed };
  if (cas !== undefined) {
    const [[key, [expected, value]]] = Object.entries(cas) as [[string, readonly (string | number | null)[]]];
    const old = expected === null ? null : String(expected);
    return { kind: 'cas', key, expected: old, value: String(value) };
  }
  const [[key, value]] = Object.entries((put ?? append)!) as [[string, string | number]];
  return { kind: put === undefined ? 'append' : 'put', key, value: String(value) };
}

function expectation(name: string, spec: NodeExpectation, names: readonly string[]): Expectation {
  const position = names.indexOf(name);
  if (position < 0) {
    const { last = null, value } = spec;
    const read = value === undefined || value === null ? value : String(value);
    return { kind: 'client', client: Number(name.slice(1)), last, value: read };
  }
  const compared = (given: string | number | undefined): ReturnType<typeof comparisonOf> | null =>
    given === undefined ? null : comparisonOf(given);
  return {
    kind: 'node',
    node: position + 1,
    role: spec.role ?? null,
    term: compared(spec.term),
    // Nobody is no node, and stands before the first.
    vote: spec.vote === undefined ? null : names.indexOf(spec.vote) + 1,
    log: spec.log ?? null,
    commit: compared(spec.commit),
    applied: compared(spec.applied),
  };
}
