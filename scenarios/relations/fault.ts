// Relations within a fault, among faults, and between faults and the rest.

import type { Path } from '../document.ts';
import { finding } from '../findings.ts';
import type { Part } from '../parts.ts';
import type { FaultSpec } from '../scenario.ts';
import { checkAction, checkNeeds } from './action.ts';
import { faultId } from './fault-id.ts';
import type { Relations } from './relation.ts';
import { checkTrigger } from './trigger.ts';

export { faultId } from './fault-id.ts';

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
    checkOnMessage(relations, fault, path);
    if (fault.leftOut.length === 0) checkNeeds(relations, fault.value, path);
  });
}

/** What is done to a message needs one. */
function checkOnMessage({ report }: Relations, { value, leftOut }: Part<FaultSpec>, path: Path): void {
  if (value.on !== undefined || leftOut.includes('on')) return;
  if (value.do !== 'drop' && value.do !== 'delay' && value.do !== 'duplicate' && value.do !== 'hold') return;
  report(finding([...path, 'do'], `"${value.do}" is for a message: its trigger is \`on\``));
}
