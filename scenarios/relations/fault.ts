// Relations within a fault, among faults, and between faults and the rest.

import type { Path } from '../document.ts';
import { finding } from '../findings.ts';
import type { Part } from '../parts.ts';
import { durationOf } from '../quantity.ts';
import { rangeOf } from '../range.ts';
import type { FaultSpec } from '../scenario.ts';
import { chaosOf } from './cluster.ts';
import type { Relations } from './relation.ts';
import { checkSelector } from './selector.ts';

/** The id of a fault: its own, or by its place in the file. */
export function faultId(fault: FaultSpec | null, position: number): string {
  return fault?.id ?? `fault-${position + 1}`;
}

export function checkFaults(relations: Relations): void {
  const { parts, report } = relations;
  const ids = parts.faults.map((fault, position) => faultId(fault?.value ?? null, position));
  ids.forEach((id, position) => {
    const first = ids.indexOf(id);
    if (first === position) return;
    const own = parts.faults[position]?.value.id === undefined ? first : position;
    report(finding(['faults', own, 'id'], `another fault is called "${id}" too`));
  });
  parts.faults.forEach((fault, position) => {
    if (fault === null) return;
    const path = ['faults', position];
    checkTrigger(relations, fault, path);
    checkAction(relations, fault.value, path);
    if (fault.leftOut.length === 0) checkNeeds(relations, fault.value, path);
  });
}

function checkTrigger(
  { parts, report }: Relations,
  { value: fault, leftOut }: Part<FaultSpec>,
  path: Path,
): void {
  const { at, every, start, stop } = fault;
  if (at !== undefined && every !== undefined) {
    const keys = Object.keys(fault).filter((key) => key === 'at' || key === 'every');
    report(finding([...path, keys[1]!], `only one trigger is allowed: ${keys.join(', ')}`, null, 'key'));
    return;
  }
  const chaos = chaosOf(parts);
  if (every === undefined && !leftOut.includes('every')) {
    for (const key of ['start', 'stop', 'times'] as const) {
      if (fault[key] !== undefined)
        report(finding([...path, key], `\`${key}\` goes with \`every\` only`, null, 'key'));
    }
  } else if (typeof every === 'string' && durationOf(every) === 0) {
    report(finding([...path, 'every'], 'every 0 would never end'));
  }
  for (const key of ['at', 'start'] as const) {
    const given = fault[key];
    if (given === undefined || chaos === null) continue;
    if (rangeOf(given, durationOf).most < chaos.least) continue;
    report(finding([...path, key], `this is not before the end of chaos, at ${chaos.least / 1e6}s`));
  }
  if (start !== undefined && stop !== undefined) {
    if (rangeOf(stop, durationOf).least <= rangeOf(start, durationOf).most) {
      report(finding([...path, 'stop'], 'it stops before it starts'));
    }
  }
}

function checkAction(relations: Relations, fault: FaultSpec, path: Path): void {
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
    case 'heal':
      return;
    default:
      unreachable(fault);
  }
}

function checkPartition(relations: Relations, fault: FaultSpec & { do: 'partition' }, path: Path): void {
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
function checkNeeds({ report }: Relations, fault: FaultSpec, path: Path): void {
  if (fault.at === undefined && fault.every === undefined) {
    report(finding(path, 'a fault needs a trigger: at or every'));
  }
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
    default:
      return;
  }
}

function unreachable(fault: never): never {
  throw new Error(`no such fault: ${JSON.stringify(fault)}`);
}
