// Judges a finished history offline: event by event as in a run, and by search where that stays undecided.

import type { Operation } from '../../history.ts';
import { eventsOf } from './history-events.ts';
import { type Budget, defaultBudget, KeyJudge } from './key-judge.ts';
import { explain } from './key-violation.ts';

export type LinearizabilityVerdict =
  | { readonly kind: 'linearizable' }
  | {
      readonly kind: 'violated';
      readonly event: number;
      readonly key: string;
      readonly message: string;
      readonly operations: readonly number[];
    }
  | { readonly kind: 'unknown'; readonly keys: readonly string[] };

export function checkLinearizability(
  operations: readonly Operation[],
  budget: Partial<Budget> = {},
): LinearizabilityVerdict {
  const limits = { ...defaultBudget, retained: 20_000, ...budget };
  const judges = new Map<string, KeyJudge>();
  for (const { operation, kind, event } of eventsOf(operations)) {
    const { key } = operation.command;
    const judge = judges.get(key) ?? new KeyJudge(key, limits);
    judges.set(key, judge);
    if (kind === 'invoked') judge.invoked(operation);
    else {
      const found = judge.returned(operation, event);
      if (found === null) continue;
      const { message, operations: named } = explain(judge, found);
      return { kind: 'violated', event, key, message, operations: named.map(({ id }) => id) };
    }
  }
  const keys: string[] = [];
  for (const judge of judges.values()) {
    if (!judge.isUnknown) continue;
    const answer = judge.search(10 * limits.steps);
    if (answer === 'linearizable') continue;
    if (answer === 'violated') {
      const last = judge.history().findLast(({ state }) => state === 'done' || state === 'seen')!;
      const { message, operations: named } = explain(judge, { call: last, rivals: [] });
      const event = last.returned;
      return { kind: 'violated', event, key: judge.key, message, operations: named.map(({ id }) => id) };
    }
    keys.push(judge.key);
  }
  return keys.length === 0 ? { kind: 'linearizable' } : { kind: 'unknown', keys };
}
