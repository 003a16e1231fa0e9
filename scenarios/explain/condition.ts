// A condition in words.

import type { Comparison, Condition, MessageFilter } from '../../sim/condition.ts';
import type { Selector } from '../../sim/selection.ts';
import { time } from './quantity.ts';
import { selectorWords } from './selector.ts';

/** `event commit at n1, index >= 4` */
export function conditionWords(condition: Condition, names: readonly string[]): string {
  switch (condition.kind) {
    case 'event':
      return [
        `event ${condition.event}${at(condition.node, names)}`,
        ...comparisons([
          ['term', condition.term],
          ['index', condition.index],
        ]),
      ].join(', ');
    case 'message':
      return `delivery of ${messageWords(condition, names)}`;
    case 'operation': {
      const { state, op, client, key } = condition;
      const whose = client === 0 ? '' : ` of c${client}`;
      return `operation ${state}${op === null ? '' : `, ${op}`}${whose}${key === null ? '' : ` on ${key}`}`;
    }
    case 'fault':
      return `fault ${condition.id}`;
    case 'mark':
      return `mark ${condition.name}`;
    case 'leaders': {
      const { operator, value } = condition.is;
      const what =
        operator === '=' && value === 0 ? 'no leader' : `leaders at once ${compared(condition.is)}`;
      return `${what}${lasting(condition.lasting)}`;
    }
    case 'standing': {
      const { role, term, commit, applied } = condition;
      const what = comparisons([
        ['term', term],
        ['commit', commit],
        ['applied', applied],
      ]);
      const all = [...(role === null ? [] : [role]), ...what].join(', ');
      return `${selectorWords(condition.node, names)} ${all}${lasting(condition.lasting)}`;
    }
  }
}

/** `AppendEntries n1 to n2, term >= 2` */
export function messageWords(filter: MessageFilter, names: readonly string[]): string {
  const { messages, from, to } = filter;
  const kinds = messages.length === 0 ? 'any message' : messages.join(' or ');
  const sender = from === null ? '' : ` from ${selectorWords(from, names)}`;
  const receiver = to === null ? '' : ` to ${selectorWords(to, names)}`;
  const rest = comparisons([
    ['term', filter.term],
    ['index', filter.index],
  ]);
  return [`${kinds}${sender}${receiver}`, ...rest].join(', ');
}

function comparisons(given: readonly (readonly [string, Comparison | null])[]): readonly string[] {
  return given.flatMap(([name, comparison]) =>
    comparison === null ? [] : [`${name} ${compared(comparison)}`],
  );
}

function compared({ operator, value }: Comparison): string {
  return operator === '=' ? `${value}` : `${operator} ${value}`;
}

function at(node: Selector | null, names: readonly string[]): string {
  return node === null ? '' : ` at ${selectorWords(node, names)}`;
}

function lasting(length: number): string {
  return length === 0 ? '' : ` for ${time(length)}`;
}
