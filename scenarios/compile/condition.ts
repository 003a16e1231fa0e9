// The plan of a condition: words become kinds, comparisons numbers, clients positions.

import type { Comparison, Condition, MessageFilter } from '../../sim/condition.ts';
import type { Picks } from '../pick.ts';
import { comparisonOf } from '../quantity.ts';
import type { ComparisonSpec, ConditionSpec, MessageSpec, SelectorSpec } from '../scenario.ts';
import { compileSelector } from './selector.ts';

/** `path`: names the draws of its times. */
export function compileCondition(
  spec: ConditionSpec,
  path: string,
  names: readonly string[],
  picks: Picks,
): Condition {
  const lasting = spec.for === undefined ? 0 : picks.duration(spec.for, `${path}.for`);
  const whom = (given: SelectorSpec | undefined): ReturnType<typeof compileSelector> | null =>
    given === undefined ? null : compileSelector(given, names);
  if (spec.event !== undefined) {
    const { event, node, term, index } = spec;
    return { kind: 'event', event, node: whom(node), term: compared(term), index: compared(index) };
  }
  if (spec.operation !== undefined) {
    const client = spec.client === undefined ? 0 : Number(spec.client.slice(1));
    const { op = null, key = null } = spec;
    return { kind: 'operation', state: spec.operation, op, client, key };
  }
  if (spec.fault !== undefined) return { kind: 'fault', id: spec.fault };
  if (spec.mark !== undefined) return { kind: 'mark', name: spec.mark };
  switch (spec.state) {
    case 'leaders':
      return { kind: 'leaders', is: comparisonOf(spec.is!), lasting };
    case 'no-leader':
      return { kind: 'leaders', is: { operator: '=', value: 0 }, lasting };
    case 'node':
      return {
        kind: 'standing',
        node: compileSelector(spec.node!, names),
        role: spec.role ?? null,
        term: compared(spec.term),
        commit: compared(spec.commit),
        applied: compared(spec.applied),
        lasting,
      };
    case undefined:
      return { kind: 'message', ...compileMessages(spec, names) };
  }
}

export function compileMessages(spec: MessageSpec, names: readonly string[]): MessageFilter {
  const { message, from, to, term, index } = spec;
  return {
    messages: message === undefined ? [] : typeof message === 'string' ? [message] : message,
    from: from === undefined ? null : compileSelector(from, names),
    to: to === undefined ? null : compileSelector(to, names),
    term: compared(term),
    index: compared(index),
  };
}

function compared(spec: ComparisonSpec | undefined): Comparison | null {
  return spec === undefined ? null : comparisonOf(spec);
}
