// What a condition must say, and what it may say besides; who and what it names.

import { clients } from '../defaults.ts';
import type { Path } from '../document.ts';
import { finding } from '../findings.ts';
import { nearest } from '../nearest.ts';
import { isSure } from '../parts.ts';
import { didYouMean } from '../problem.ts';
import { rangeOf } from '../range.ts';
import type { ConditionSpec, MessageSpec, SelectorSpec } from '../scenario.ts';
import { faultId } from './fault-id.ts';
import type { Relations } from './relation.ts';
import { checkSelector, checkWithoutChance } from './selector.ts';

type Key = keyof ConditionSpec;

/** Each main word, and what may narrow it. */
const narrowedBy: { readonly [main: string]: readonly Key[] } = {
  event: ['node', 'term', 'index'],
  message: ['from', 'to', 'term', 'index'],
  operation: ['client', 'op', 'key'],
  fault: [],
  mark: [],
  state: ['node', 'is', 'role', 'term', 'commit', 'applied', 'for'],
};

const ofState: { readonly [state: string]: readonly Key[] } = {
  leaders: ['is', 'for'],
  'no-leader': ['for'],
  node: ['node', 'role', 'term', 'commit', 'applied', 'for'],
};

const mains: readonly string[] = Object.keys(narrowedBy);

export function checkCondition(relations: Relations, condition: ConditionSpec, path: Path): void {
  const { report } = relations;
  const given = Object.keys(condition).filter((key) => mains.includes(key));
  const [main] = given;
  if (main === undefined) {
    report(finding(path, `a condition is one of ${mains.join(', ')}`));
    return;
  }
  if (given.length > 1) {
    report(finding([...path, given[1]!], `a condition is only one of ${given.join(', ')}`, null, 'key'));
    return;
  }
  const { state } = condition;
  const allowed = state === undefined ? narrowedBy[main]! : ofState[state]!;
  const what = state === undefined ? main : `state: ${state}`;
  for (const key of Object.keys(condition)) {
    if (key === main || allowed.some((known) => known === key)) continue;
    const rest = allowed.length === 0 ? 'nothing' : allowed.join(', ');
    report(finding([...path, key], `"${key}" does not go with ${what}; ${rest} would`, null, 'key'));
  }
  if (state === 'leaders' && condition.is === undefined) {
    report(finding([...path, 'state'], 'state: leaders needs a comparison, such as is: ">= 2"'));
  }
  if (state === 'node') checkStanding(relations, condition, path);
  checkNames(relations, condition, path);
}

function checkStanding({ report }: Relations, condition: ConditionSpec, path: Path): void {
  const { node, role, term, commit, applied } = condition;
  if (node === undefined) report(finding([...path, 'state'], 'state: node needs to know which `node`'));
  if ((role ?? term ?? commit ?? applied) === undefined) {
    report(finding([...path, 'state'], 'state: node needs a role, term, commit or applied'));
  }
}

function checkNames(relations: Relations, condition: ConditionSpec, path: Path): void {
  const { parts, report } = relations;
  const { node, fault, client } = condition;
  checkWhom(relations, node, [...path, 'node']);
  checkMessages(relations, condition, path);
  if (fault !== undefined && parts.faults.every((one) => isSure(one, 'id'))) {
    const ids = parts.faults.map((one, position) => faultId(one?.value ?? null, position));
    if (!ids.includes(fault)) {
      report(finding([...path, 'fault'], `no fault is called "${fault}"`, didYouMean(nearest(fault, ids))));
    }
  }
  const { marks } = parts;
  if (condition.mark !== undefined && !marks.includes(condition.mark)) {
    const hint = didYouMean(nearest(condition.mark, marks));
    report(finding([...path, 'mark'], `nothing sets the mark "${condition.mark}"`, hint));
  }
  if (client !== undefined) checkClientName(relations, client, [...path, 'client']);
}

/** A client that there is: by the workload, or because the script calls it. */
export function checkClientName({ parts, report }: Relations, client: string, path: Path): void {
  if (!isSure(parts.workload, 'clients')) return;
  if (parts.script.length > 0 && Object.keys(parts.workload.value).length === 0) return;
  const { most } = rangeOf(parts.workload.value.clients ?? clients, (count) => count);
  if (Number(client.slice(1)) <= most) return;
  report(
    finding(
      path,
      most === 1 ? 'there is only one client: c1' : `there are only ${most} clients: ${named(most)}`,
    ),
  );
}

/** Of more than a few, the first and the last. */
function named(count: number): string {
  if (count > 5) return `c1 to c${count}`;
  return Array.from({ length: count }, (_, position) => `c${position + 1}`).join(', ');
}

/** The kinds, senders and receivers that a filter of messages names. */
export function checkMessages(relations: Relations, filter: MessageSpec, path: Path): void {
  const { parts, known, report } = relations;
  checkWhom(relations, filter.from, [...path, 'from']);
  checkWhom(relations, filter.to, [...path, 'to']);
  const program = parts.protocol?.value.implementation ?? 'raft';
  const kinds = known.messages?.[program];
  if (kinds === undefined || filter.message === undefined) return;
  const check = (kind: string, where: Path): void => {
    if (kinds.includes(kind)) return;
    const hint = didYouMean(nearest(kind, kinds));
    report(finding(where, `${program} has no message "${kind}"; there are ${kinds.join(', ')}`, hint));
  };
  if (typeof filter.message === 'string') check(filter.message, [...path, 'message']);
  else filter.message.forEach((kind, position) => void check(kind, [...path, 'message', position]));
}

/** Asked after every event, so without chance. */
function checkWhom(relations: Relations, spec: SelectorSpec | undefined, path: Path): void {
  if (spec === undefined) return;
  checkSelector(relations, spec, path, false);
  checkWithoutChance(relations, spec, path);
}
