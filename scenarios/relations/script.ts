// Steps of a script: one verb each, what goes with it, and whom it names.

import type { Path } from '../document.ts';
import { finding } from '../findings.ts';
import { isSure } from '../parts.ts';
import type { CallSpec, NodeExpectation, ScriptStepSpec, WaitingSpec } from '../scenario.ts';
import { checkAction, checkNeeds } from './action.ts';
import { checkClientName, checkCondition, checkMessages } from './condition.ts';
import type { Relations } from './relation.ts';
import { checkSelector } from './selector.ts';

const besides = ['delay', 'as', 'lose', 'within'];
const nodeKeys = ['role', 'term', 'vote', 'log', 'commit', 'applied'];
const clientKeys = ['last', 'value'];

export function checkScript(relations: Relations): void {
  relations.parts.script.forEach((step, position) => {
    if (step !== null) checkStep(relations, step.value, step.leftOut.length > 0, ['script', position]);
  });
}

function checkStep(relations: Relations, step: ScriptStepSpec, isPartial: boolean, path: Path): void {
  const { report } = relations;
  const verbs = Object.keys(step).filter((key) => !besides.includes(key));
  if (verbs.length > 1) {
    report(finding([...path, verbs[1]!], `a step has one verb, not ${verbs.join(' and ')}`, null, 'key'));
    return;
  }
  const [verb] = verbs;
  if (verb === undefined) {
    if (!isPartial) report(finding(path, 'a step needs a verb, such as timeout, deliver, crash or expect'));
    return;
  }
  const goesWith = (key: 'lose' | 'within', owner: string): void => {
    if (step[key] === undefined || verb === owner) return;
    report(finding([...path, key], `\`${key}\` goes with ${owner} only`, null, 'key'));
  };
  goesWith('lose', 'crash');
  goesWith('within', 'await');
  for (const key of ['timeout', 'heartbeat', 'crash', 'restart', 'isolate'] as const) {
    const nodes = step[key];
    if (nodes !== undefined) checkSelector(relations, nodes, [...path, key], false);
  }
  for (const key of ['deliver', 'drop', 'waiting'] as const) {
    const given = step[key];
    if (given !== undefined) checkWaiting(relations, given, [...path, key]);
  }
  if (step.deliver?.keep === true && step.deliver.until !== undefined) {
    report(finding([...path, 'deliver', 'keep'], 'what goes on waiting never comes to an end', null, 'key'));
  }
  if (step.call !== undefined) checkCall(relations, step.call, [...path, 'call']);
  if (step.await !== undefined) checkCondition(relations, step.await, [...path, 'await']);
  if (step.expect !== undefined) checkExpectations(relations, step.expect, [...path, 'expect']);
  if (step.fault !== undefined) {
    checkAction(relations, step.fault, [...path, 'fault']);
    checkNeeds(relations, step.fault, [...path, 'fault']);
  }
}

/** Messages wait for a script only where the network leaves their delivery to it. */
function checkWaiting(relations: Relations, given: WaitingSpec, path: Path): void {
  const { parts, report } = relations;
  checkMessages(relations, given, path);
  if (given.between !== undefined) checkSelector(relations, given.between, [...path, 'between'], false);
  if (parts.isManual) return;
  report(
    finding(path, 'no message waits for the script unless the network says delivery: manual', null, 'key'),
  );
}

function checkCall(relations: Relations, call: CallSpec, path: Path): void {
  const { report } = relations;
  checkClientName(relations, call.client, [...path, 'client']);
  checkSelector(relations, call.to, [...path, 'to'], false);
  const { get, put, append, delete: removed, cas, again } = call;
  const given = [get, put, append, removed, cas, again].filter((one) => one !== undefined);
  if (given.length !== 1) report(finding(path, 'a call is one of get, put, append, delete, cas and again'));
  for (const [key, written] of Object.entries({ put, append, cas })) {
    if (written === undefined || Object.keys(written).length === 1) continue;
    report(finding([...path, key], 'a call is about one key'));
  }
}

function checkExpectations(
  relations: Relations,
  expect: { readonly [name: string]: NodeExpectation },
  path: Path,
): void {
  const { names, report } = relations;
  for (const [name, expected] of Object.entries(expect)) {
    if (names === null) continue;
    const isNode = names.includes(name);
    if (!isNode && !/^c[1-9]\d*$/.test(name)) {
      report(finding([...path, name], `no node or client is called "${name}"`, null, 'key'));
      continue;
    }
    if (!isNode) checkClientName(relations, name, [...path, name]);
    const allowed = isNode ? nodeKeys : clientKeys;
    for (const key of Object.keys(expected)) {
      if (allowed.includes(key)) continue;
      const what = isNode ? 'a node' : 'a client';
      report(
        finding(
          [...path, name, key],
          `${what} has no "${key}"; there are ${allowed.join(', ')}`,
          null,
          'key',
        ),
      );
    }
    if (Object.keys(expected).length === 0) report(finding([...path, name], 'nothing is expected of it'));
    const { vote } = expected;
    if (vote !== undefined && vote !== 'nobody' && !names.includes(vote)) {
      report(finding([...path, name, 'vote'], `no node is called "${vote}"`));
    }
  }
}

/** What has no meaning while nothing moves by itself. */
export function checkManual({ parts, report }: Relations): void {
  if (parts.protocol?.value.timers !== 'manual') return;
  for (const key of ['batchDelay', 'applyLag'] as const) {
    if (!isSure(parts.protocol, key) || parts.protocol.value[key] === undefined) continue;
    report(finding(['protocol', key], 'with manual timers nobody would wake the server for this'));
  }
}
