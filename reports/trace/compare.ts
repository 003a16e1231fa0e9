// Where two traces go apart: the first event that differs, what of it differs, and where the nodes stand then.

import type { TraceEvent, TraceStanding } from '../../sim/trace.ts';
import type { Trace } from './read-trace.ts';

/** What may be told apart about an event. */
const aspects = [
  'time',
  'kind',
  'node',
  'client',
  'cause',
  'message',
  'operations',
  'sent',
  'standing',
  'words',
] as const;
export type Aspect = (typeof aspects)[number];

/** What may be left out of the comparison. */
export const ignorable = ['time', 'words', 'cause'] as const;
export type Ignorable = (typeof ignorable)[number];

export interface Parting {
  /** Events that are equal before it. */
  readonly equal: number;
  /** µs: of the last equal event; 0 where there is none. */
  readonly at: number;
  /** Null: that trace had ended. */
  readonly first: TraceEvent | null;
  readonly second: TraceEvent | null;
  /** Empty where one had ended. */
  readonly aspects: readonly Aspect[];
  readonly standings: readonly StandingPair[];
}

/** A node that stands differently after the event; undefined: not seen yet. */
export interface StandingPair {
  readonly node: number;
  readonly first: Standing | undefined;
  readonly second: Standing | undefined;
}

export interface Standing {
  readonly standing: TraceStanding | null;
  readonly status: string;
}

/** Null: no event differs, and both have as many. */
export function parting(first: Trace, second: Trace, ignored: readonly Ignorable[]): Parting | null {
  const looked = aspects.filter((aspect) => !ignored.some((each) => each === aspect));
  const most = Math.max(first.events.length, second.events.length);
  for (let position = 0; position < most; position++) {
    const one = first.events[position] ?? null;
    const two = second.events[position] ?? null;
    const different =
      one === null || two === null ? [] : looked.filter((aspect) => told(one, aspect) !== told(two, aspect));
    if (one !== null && two !== null && different.length === 0) continue;
    return {
      equal: position,
      at: first.events[position - 1]?.at ?? 0,
      first: one,
      second: two,
      aspects: different,
      standings: standingPairs(first.events, second.events, position),
    };
  }
  return null;
}

function told(event: TraceEvent, aspect: Aspect): string | number {
  switch (aspect) {
    case 'time':
      return event.at;
    case 'kind':
      return event.kind;
    case 'node':
      return event.node;
    case 'client':
      return event.client;
    case 'cause':
      return event.cause;
    case 'message':
      return JSON.stringify(event.message, asKept);
    case 'operations':
      return JSON.stringify(event.operations);
    case 'sent':
      return JSON.stringify(event.sent, asKept);
    case 'standing':
      return JSON.stringify(event.standing);
    case 'words':
      return JSON.stringify([event.text, event.status, event.effects]);
  }
}

/** A trace that is read back has no index of its messages: their words tell it. */
function asKept(key: string, value: unknown): unknown {
  return key === 'index' ? undefined : value;
}

function standingPairs(
  first: readonly TraceEvent[],
  second: readonly TraceEvent[],
  position: number,
): readonly StandingPair[] {
  const ones = standingsAt(first, position);
  const twos = standingsAt(second, position);
  const nodes = [...new Set([...ones.keys(), ...twos.keys()])].sort((a, b) => a - b);
  return nodes
    .map((node) => ({ node, first: ones.get(node), second: twos.get(node) }))
    .filter((pair) => JSON.stringify(pair.first) !== JSON.stringify(pair.second));
}

/** After the event at this position, it included. */
function standingsAt(events: readonly TraceEvent[], position: number): ReadonlyMap<number, Standing> {
  const standings = new Map<number, Standing>();
  for (const { node, standing, status } of events.slice(0, position + 1)) {
    if (node > 0) standings.set(node, { standing, status });
  }
  return standings;
}
