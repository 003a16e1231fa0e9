// What an action must say, may say besides, and whom it names.

import type { Path } from '../document.ts';
import { finding } from '../findings.ts';
import type { ActionSpec } from '../scenario.ts';
import { checkClientName, checkCondition } from './condition.ts';
import type { Relations } from './relation.ts';
import { checkSelector } from './selector.ts';

export function checkAction(relations: Relations, fault: ActionSpec, path: Path): void {
  const { report } = relations;
  switch (fault.do) {
    case 'partition':
      checkPartition(relations, fault, path);
      return;
    case 'link':
      checkSelector(relations, fault.from, [...path, 'from'], false);
      checkSelector(relations, fault.to, [...path, 'to'], true);
      return;
    case 'disk':
      checkSelector(relations, fault.nodes, [...path, 'nodes'], false);
      if (fault.fault !== 'slow' && fault.latency !== undefined) {
        report(finding([...path, 'latency'], 'only a slow disk has a latency', null, 'key'));
      }
      return;
    case 'clock':
      checkSelector(relations, fault.nodes, [...path, 'nodes'], false);
      if (fault.for !== undefined && fault.drift === undefined) {
        report(finding([...path, 'for'], 'a jump is not undone: only a drift lasts', null, 'key'));
      }
      return;
    case 'isolate':
    case 'crash':
    case 'restart':
    case 'pause':
      checkSelector(relations, fault.nodes, [...path, 'nodes'], false);
      return;
    case 'campaign':
    case 'heartbeat':
      checkSelector(relations, fault.nodes, [...path, 'nodes'], false);
      return;
    case 'client':
      checkClient(relations, fault, path);
      return;
    case 'workload':
      if (fault.calls === 'stop' && fault.every !== undefined) {
        report(finding([...path, 'every'], 'clients that stop have no pace', null, 'key'));
      }
      return;
    case 'hold':
      if (fault.until !== undefined) checkCondition(relations, fault.until, [...path, 'until']);
      if (fault.until !== undefined && fault.for !== undefined) {
        report(finding([...path, 'for'], 'a hold ends by `until` or by `for`', null, 'key'));
      }
      return;
    case 'sequence':
      fault.steps.forEach((step, position) => {
        checkAction(relations, step, [...path, 'steps', position]);
        checkNeeds(relations, step, [...path, 'steps', position]);
      });
      return;
    case 'heal':
    case 'mark':
    case 'stop':
    case 'drop':
    case 'delay':
    case 'duplicate':
      return;
    default:
      unreachable(fault);
  }
}

function checkClient(
  relations: Relations,
  { client, op, value, expected, target }: Extract<ActionSpec, { do: 'client' }>,
  path: Path,
): void {
  const { report } = relations;
  checkClientName(relations, client, [...path, 'client']);
  if (target !== undefined) checkSelector(relations, target, [...path, 'target'], false);
  if (!isWrite(op) && value !== undefined) {
    report(finding([...path, 'value'], `${op} has no value`, null, 'key'));
  }
  if (op !== 'cas' && expected !== undefined) {
    report(finding([...path, 'expected'], 'only cas expects a value', null, 'key'));
  }
}

function checkPartition(
  relations: Relations,
  fault: Extract<ActionSpec, { do: 'partition' }>,
  path: Path,
): void {
  const { report } = relations;
  const { groups, shape, from, to } = fault;
  if (groups !== undefined && shape !== undefined) {
    const keys = Object.keys(fault).filter((key) => key === 'groups' || key === 'shape');
    report(finding([...path, keys[1]!], 'a partition has either groups or a shape', null, 'key'));
  }
  (groups ?? []).forEach((group, position) => {
    checkSelector(relations, group, [...path, 'groups', position], position > 0);
  });
  if (groups?.length === 0) report(finding([...path, 'groups'], 'no groups: nothing is cut'));
  if (shape !== 'one-way') {
    for (const key of ['from', 'to'] as const) {
      if (fault[key] !== undefined)
        report(finding([...path, key], `only one-way has \`${key}\``, null, 'key'));
    }
  }
  if (from !== undefined) checkSelector(relations, from, [...path, 'from'], false);
  if (to !== undefined) checkSelector(relations, to, [...path, 'to'], true);
}

const linkChanges = ['latency', 'loss', 'duplicate', 'reorder', 'bandwidth'] as const;

/** What a fault must say besides; judged only where nothing that it says had to be left out. */
export function checkNeeds({ report }: Relations, fault: ActionSpec, path: Path): void {
  switch (fault.do) {
    case 'partition': {
      const { groups, shape, from, to } = fault;
      if (groups === undefined && shape === undefined)
        report(finding(path, 'a partition needs groups or a shape'));
      if (shape === 'one-way' && (from === undefined || to === undefined)) {
        report(finding([...path, 'shape'], 'one-way needs `from` and `to`'));
      }
      return;
    }
    case 'link':
      if (linkChanges.some((key) => fault[key] !== undefined)) return;
      report(finding(path, `a link fault changes one at least of ${linkChanges.join(', ')}`));
      return;
    case 'disk':
      if (fault.fault === 'slow' && fault.latency === undefined) {
        report(finding([...path, 'fault'], 'a slow disk needs its latency'));
      }
      return;
    case 'clock':
      if (fault.jump === undefined && fault.drift === undefined) {
        report(finding(path, 'a clock fault needs a jump or a drift'));
      }
      return;
    case 'client':
      if (isWrite(fault.op) && fault.value === undefined) {
        report(finding([...path, 'op'], `${fault.op} needs a value`));
      }
      return;
    default:
      return;
  }
}

function isWrite(op: Extract<ActionSpec, { do: 'client' }>['op']): boolean {
  return op === 'put' || op === 'append' || op === 'cas';
}

function unreachable(fault: never): never {
  throw new Error(`no such fault: ${JSON.stringify(fault)}`);
}
