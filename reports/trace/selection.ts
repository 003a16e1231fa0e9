// Which events of a trace somebody wants to see; all conditions together.

import type { TraceEvent } from '../../sim/trace.ts';
import { causalPast } from './happened-before.ts';

export interface Selection {
  /** Numbers; empty = all. */
  readonly nodes: readonly number[];
  readonly clients: readonly number[];
  readonly kinds: readonly string[];
  /** Kinds of messages, as in the trace. */
  readonly types: readonly string[];
  /** µs; both included. */
  readonly from: number;
  readonly to: number;
  /** An event and so many before and after it. */
  readonly around: { readonly event: number; readonly context: number } | null;
  readonly causesOf: number | null;
}

export const everything: Selection = {
  nodes: [],
  clients: [],
  kinds: [],
  types: [],
  from: 0,
  to: Number.MAX_SAFE_INTEGER,
  around: null,
  causesOf: null,
};

export function select(events: readonly TraceEvent[], selection: Selection): ReadonlySet<number> {
  const { from, to, around, causesOf } = selection;
  const past = causesOf === null ? null : causalPast(events, causesOf);
  const kept = new Set<number>();
  for (const event of events) {
    if (event.at < from || event.at > to) continue;
    if (around !== null && Math.abs(event.event - around.event) > around.context) continue;
    if (past !== null && !past.has(event.event)) continue;
    if (isOfWhom(event, selection) && isOfKind(event, selection)) kept.add(event.event);
  }
  return kept;
}

/** Of one of these nodes or clients; faults belong to nobody, and are shown with nodes. */
function isOfWhom(event: TraceEvent, { nodes, clients }: Selection): boolean {
  if (nodes.length === 0 && clients.length === 0) return true;
  if (nodes.includes(event.node)) return true;
  if (event.kind === 'nemesis') return nodes.length > 0;
  return clients.includes(event.client) || event.operations.some(({ client }) => clients.includes(client));
}

function isOfKind({ kind, message, sent }: TraceEvent, { kinds, types }: Selection): boolean {
  if (kinds.length > 0 && !kinds.includes(kind)) return false;
  if (types.length === 0) return true;
  if (message !== null && types.includes(message.kind)) return true;
  return sent.some((each) => types.includes(each.kind));
}

/** Kinds of messages that occur, in order of appearance. */
export function messageKinds(events: readonly TraceEvent[]): readonly string[] {
  const kinds = new Set<string>();
  for (const { message, sent } of events) {
    for (const each of sent) kinds.add(each.kind);
    if (message !== null) kinds.add(message.kind);
  }
  return [...kinds];
}

/** `AppendEntriesReply` → `AER`. */
export function initials(kind: string): string {
  const capitals = kind.replace(/[^A-Z]/g, '');
  return capitals === '' ? kind : capitals;
}
