// What happened before what (Lamport 1978): the order of each process, and causes between them.

import type { TraceEvent } from '../../sim/trace.ts';
import { processOf } from './processes.ts';

/** The event and everything that happened before it, by number. */
export function causalPast(events: readonly TraceEvent[], focus: number): ReadonlySet<number> {
  const past = new Set<number>([focus]);
  /** Processes of which everything from here back belongs to the past. */
  const whole = new Set<number>();
  for (let i = events.length - 1; i >= 0; i--) {
    const event = events[i]!;
    const process = processOf(event);
    if (!whole.has(process) && !past.has(event.event)) continue;
    whole.add(process);
    past.add(event.event);
    if (event.cause > 0) past.add(event.cause);
  }
  const present = new Set(events.map(({ event }) => event));
  return new Set([...past].filter((event) => present.has(event)));
}

/** How many kept events of each process an event knows of, itself included (Fidge, Mattern 1988). */
export type Clock = ReadonlyMap<number, number>;

/**
 * Clocks of the kept events, in order. Those left out are not counted, but what they carry from one process
 * to another still is: among the kept ones the order of the clocks is what happened before what.
 */
export function vectorClocks(
  events: readonly TraceEvent[],
  isKept: (event: TraceEvent) => boolean,
): readonly Clock[] {
  const byEvent = new Map<number, Clock>();
  const latest = new Map<number, Clock>();
  const kept: Clock[] = [];
  for (const event of events) {
    const process = processOf(event);
    const before = latest.get(process) ?? none;
    const cause = byEvent.get(event.cause) ?? none;
    let clock = before;
    if (isKept(event)) {
      const own = joined(before, cause);
      own.set(process, (own.get(process) ?? 0) + 1);
      kept.push(own);
      clock = own;
    } else if (!isCovered(cause, before)) clock = joined(before, cause);
    latest.set(process, clock);
    byEvent.set(event.event, clock);
  }
  return kept;
}

const none: Clock = new Map();

function joined(one: Clock, other: Clock): Map<number, number> {
  const both = new Map(one);
  for (const [process, count] of other) if (count > (both.get(process) ?? 0)) both.set(process, count);
  return both;
}

function isCovered(one: Clock, other: Clock): boolean {
  for (const [process, count] of one) if (count > (other.get(process) ?? 0)) return false;
  return true;
}

/** Whether what has the first clock happened before what has the second. */
export function isBefore(first: Clock, second: Clock): boolean {
  return first !== second && isCovered(first, second) && !isCovered(second, first);
}
