// Judges a recorded history key by key: event by event as in a run, offline where that stays undecided, and
// says of what is not linearizable which calls cannot be ordered and after how little of it that shows.

import type { Operation } from '../../history.ts';
import {
  checkLinearizability,
  type LinearizabilityVerdict,
} from '../linearizability/check-linearizability.ts';
import { eventsOf } from '../linearizability/history-events.ts';
import { defaultBudget } from '../linearizability/key-judge.ts';
import { differingVerdict } from './differing.ts';

export interface BrokenKey {
  readonly key: string;
  readonly message: string;
  /** Ids of calls that cannot be ordered, by invocation. */
  readonly operations: readonly number[];
  /** The end of the shortest beginning of the history that has no order. */
  readonly event: number;
}

export interface Judgement {
  /** In the order in which they show. */
  readonly broken: readonly BrokenKey[];
  /** Keys for which the budget was used up. */
  readonly unknown: readonly string[];
  readonly keys: number;
}

/** `differing`: ids of swaps that saw something else than they expected, nobody knows what. */
export function judgeHistory(
  operations: readonly Operation[],
  differing: ReadonlySet<number>,
  steps: number = defaultBudget.steps,
): Judgement {
  const byKey = new Map<string, Operation[]>();
  for (const operation of operations) {
    const { key } = operation.command;
    const own = byKey.get(key);
    if (own === undefined) byKey.set(key, [operation]);
    else own.push(operation);
  }
  const broken: BrokenKey[] = [];
  const unknown: string[] = [];
  for (const [key, own] of byKey) {
    const judge = (some: readonly Operation[]): LinearizabilityVerdict =>
      some.some(({ id }) => differing.has(id))
        ? differingVerdict(key, some, differing, 10 * steps)
        : checkLinearizability(some, { steps, retained: Number.MAX_SAFE_INTEGER });
    const verdict = judge(own);
    if (verdict.kind === 'violated') broken.push(shortest(own, verdict, judge));
    else if (verdict.kind === 'unknown') unknown.push(key);
  }
  return { broken: broken.sort((a, b) => a.event - b.event), unknown, keys: byKey.size };
}

type Violated = Extract<LinearizabilityVerdict, { kind: 'violated' }>;

/** A beginning of a linearizable history is one too: so the first end after which there is no order is found by halving. */
function shortest(
  operations: readonly Operation[],
  found: Violated,
  judge: (some: readonly Operation[]) => LinearizabilityVerdict,
): BrokenKey {
  const ends = eventsOf(operations).flatMap(({ kind, event }) => (kind === 'returned' ? [event] : []));
  let low = -1;
  let high = ends.length - 1;
  let best = found;
  // Where the judge went event by event it stopped at the first such end: tried first, then the one before it.
  const probes = [ends.indexOf(found.event), ends.indexOf(found.event) - 1];
  while (high - low > 1) {
    const probe = probes.shift() ?? (low + high) >> 1;
    if (probe <= low || probe >= high) continue;
    const verdict = judge(beginning(operations, ends[probe]!));
    if (verdict.kind === 'violated') {
      high = probe;
      best = verdict;
    } else low = probe;
  }
  return {
    key: best.key,
    message: best.message,
    operations: best.operations,
    event: ends[high] ?? found.event,
  };
}

/** What had happened by then: later calls are not in it, and what ended later has not ended. */
export function beginning(operations: readonly Operation[], event: number): readonly Operation[] {
  return operations
    .filter(({ invokedEvent }) => invokedEvent <= event)
    .map((operation) =>
      operation.state === 'pending' || operation.returnedEvent <= event
        ? operation
        : { ...operation, state: 'pending', returnedEvent: -1, returnedAt: -1, result: null },
    );
}
