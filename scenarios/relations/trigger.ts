// Triggers: exactly one a fault, and what may go with it.

import type { Path } from '../document.ts';
import { finding } from '../findings.ts';
import { nearest } from '../nearest.ts';
import { isSure, type Part } from '../parts.ts';
import { didYouMean } from '../problem.ts';
import { durationOf } from '../quantity.ts';
import { rangeOf } from '../range.ts';
import type { FaultSpec } from '../scenario.ts';
import { chaosOf } from './cluster.ts';
import { checkCondition, checkMessages } from './condition.ts';
import { faultId } from './fault-id.ts';
import type { Relations } from './relation.ts';

const triggers = ['at', 'every', 'when', 'on', 'after'] as const;

type Key = 'start' | 'stop' | 'times' | 'delay' | 'since';

/** What narrows each trigger. */
const narrowedBy: { readonly [trigger: string]: readonly Key[] } = {
  at: [],
  every: ['start', 'stop', 'times'],
  when: ['since', 'times'],
  on: ['since', 'times'],
  after: ['delay', 'times'],
};

export function checkTrigger(
  relations: Relations,
  { value: fault, leftOut }: Part<FaultSpec>,
  path: Path,
): void {
  const { report } = relations;
  const given = Object.keys(fault).filter((key) => triggers.some((trigger) => trigger === key));
  if (given.length > 1) {
    report(finding([...path, given[1]!], `only one trigger is allowed: ${given.join(', ')}`, null, 'key'));
    return;
  }
  const [trigger] = given;
  if (trigger !== undefined) checkNarrowing(relations, fault, trigger, path);
  else if (leftOut.length === 0) {
    report(finding(path, 'a fault needs a trigger: at, every, when, on or after'));
  }
  if (fault.every !== undefined && typeof fault.every === 'string' && durationOf(fault.every) === 0) {
    report(finding([...path, 'every'], 'every 0 would never end'));
  }
  checkTimes(relations, fault, path);
  if (fault.when !== undefined) checkCondition(relations, fault.when, [...path, 'when']);
  if (fault.on !== undefined) checkMessages(relations, fault.on, [...path, 'on']);
  checkOther(relations, fault, 'after', path);
  checkOther(relations, fault, 'since', path);
}

function checkNarrowing({ report }: Relations, fault: FaultSpec, trigger: string, path: Path): void {
  for (const key of ['start', 'stop', 'times', 'delay', 'since'] as const) {
    if (fault[key] === undefined || narrowedBy[trigger]!.includes(key)) continue;
    const owners = triggers.filter((one) => narrowedBy[one]!.includes(key)).map((one) => `\`${one}\``);
    const words = owners.join(owners.length > 2 ? ', ' : ' and ');
    report(finding([...path, key], `\`${key}\` goes with ${words} only`, null, 'key'));
  }
}

/** Before the end of chaos, and the start before the stop. */
function checkTimes({ parts, report }: Relations, fault: FaultSpec, path: Path): void {
  const chaos = chaosOf(parts);
  for (const key of ['at', 'start'] as const) {
    const given = fault[key];
    if (given === undefined || chaos === null) continue;
    if (rangeOf(given, durationOf).most < chaos.least) continue;
    report(finding([...path, key], `this is not before the end of chaos, at ${chaos.least / 1e6}s`));
  }
  const { start, stop } = fault;
  if (start === undefined || stop === undefined) return;
  if (rangeOf(stop, durationOf).least <= rangeOf(start, durationOf).most) {
    report(finding([...path, 'stop'], 'it stops before it starts'));
  }
}

function checkOther(
  { parts, report }: Relations,
  fault: FaultSpec,
  key: 'after' | 'since',
  path: Path,
): void {
  const other = fault[key];
  if (other === undefined || !parts.faults.every((one) => isSure(one, 'id'))) return;
  const ids = parts.faults.map((one, position) => faultId(one?.value ?? null, position));
  if (!ids.includes(other)) {
    report(finding([...path, key], `no fault is called "${other}"`, didYouMean(nearest(other, ids))));
  } else if (other === fault.id) {
    report(finding([...path, key], 'a fault cannot wait for itself'));
  }
}
