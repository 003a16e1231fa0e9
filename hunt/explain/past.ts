// Which events led to a violation: those that happened before it, at its node and at the others that it speaks of.

import { causalPast } from '../../reports/trace/happened-before.ts';
import type { Violation } from '../../sim/checkers/checker.ts';
import type { TraceEvent } from '../../sim/trace.ts';
import type { Run } from '../../sim/verdict.ts';

/** By number; empty where nothing broke. */
export function pastOf(events: readonly TraceEvent[], run: Run): ReadonlySet<number> {
  const past = new Set<number>();
  for (const focus of focusesOf(events, run)) for (const event of causalPast(events, focus)) past.add(event);
  return past;
}

function focusesOf(events: readonly TraceEvent[], { verdict, events: last }: Run): readonly number[] {
  switch (verdict.kind) {
    case 'violated':
      return [last, ...besides(events, verdict.violation)];
    case 'stalled':
      return [...nodesIn(verdict.message)].flatMap((node) => lastAt(events, node));
    case 'crashed':
      return [verdict.event];
    case 'passed':
    case 'missed':
    case 'outside':
    case 'inconclusive':
      return [];
  }
}

/** What it speaks of may not know of each other: two leaders of a term, a read and a write. */
function besides(events: readonly TraceEvent[], { message, operations = [] }: Violation): readonly number[] {
  const nodes = [...nodesIn(message)].flatMap((node) => lastAt(events, node));
  if (!/client|read|answer|operation/.test(message)) return nodes;
  const seen = events.filter(
    ({ kind, text, operations: own }) =>
      kind === 'client' &&
      !text.startsWith('calls') &&
      (operations.length === 0 || own.some(({ id }) => operations.includes(id))),
  );
  return [...nodes, ...seen.map(({ event }) => event)];
}

function nodesIn(message: string): ReadonlySet<number> {
  return new Set([...message.matchAll(/\bn(\d+)\b/g)].map(([, number]) => Number(number)));
}

function lastAt(events: readonly TraceEvent[], node: number): readonly number[] {
  const last = events.findLast((event) => event.node === node);
  return last === undefined ? [] : [last.event];
}
