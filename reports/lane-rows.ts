// Which of the last events a reader needs to understand a failure.

import type { TraceEvent } from '../sim/trace.ts';

/** Steps back along the causes of the failure. */
const causesMax = 6;
const worldMax = 5;
const standingMax = 8;

/**
 * At most `rowsMax` events in order, none after `focus`: the failure and what caused it, faults and
 * restarts, changes of role or term; then, as room allows, the latest events that changed or sent anything.
 */
export function laneRows(tail: readonly TraceEvent[], focus: number, rowsMax: number): readonly TraceEvent[] {
  const events = tail.filter((event) => event.event <= focus);
  const last = events.at(-1);
  if (last === undefined) return [];
  const chosen = new Set<TraceEvent>([last]);
  const add = (candidates: readonly TraceEvent[], atMost: number): void => {
    for (const event of candidates.slice(-atMost)) if (chosen.size < rowsMax) chosen.add(event);
  };
  add(causesOf(last, events), causesMax);
  add(events.filter(isWorld), worldMax);
  add(events.filter(changesStanding(events)), standingMax);
  add(events.filter((event) => event.node > 0 && event.effects.length > 0).slice(-rowsMax), rowsMax);
  return [...chosen].sort((a, b) => a.event - b.event);
}

function causesOf(last: TraceEvent, events: readonly TraceEvent[]): readonly TraceEvent[] {
  const byNumber = new Map(events.map((event) => [event.event, event]));
  const causes: TraceEvent[] = [];
  let cause = byNumber.get(last.cause);
  while (cause !== undefined && causes.length < causesMax) {
    // A client's part of the chain is in the request that follows from it.
    if (cause.kind !== 'client') causes.unshift(cause);
    cause = cause.cause < cause.event ? byNumber.get(cause.cause) : undefined;
  }
  return causes;
}

/** That every node starts at 0 is no news. */
function isWorld(event: TraceEvent): boolean {
  return event.kind === 'nemesis' || event.kind === 'crash' || (event.kind === 'start' && event.at > 0);
}

function changesStanding(events: readonly TraceEvent[]): (event: TraceEvent) => boolean {
  const before = standingBefore(events);
  return (event) => {
    if (event.node === 0 || event.status === '') return false;
    const old = before.get(event);
    return old !== undefined && head(old) !== head(event.status);
  };
}

/** The status of the same node before each event; '' where it was down, absent where not seen before. */
export function standingBefore(events: readonly TraceEvent[]): ReadonlyMap<TraceEvent, string> {
  const before = new Map<TraceEvent, string>();
  const latest = new Map<number, string>();
  for (const event of events) {
    if (event.node === 0) continue;
    const old = latest.get(event.node);
    if (old !== undefined) before.set(event, old);
    latest.set(event.node, event.status);
  }
  return before;
}

/** Role and term, the first word of a status: `L4 commit 7` → `L4`. */
export function head(status: string): string {
  const space = status.indexOf(' ');
  return space < 0 ? status : status.slice(0, space);
}
