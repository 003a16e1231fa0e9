// How long each server was what: `leader t4`, `down`.

import type { TraceEvent } from '../../sim/trace.ts';

export interface RoleSpan {
  readonly node: number;
  readonly name: string;
  /** µs. */
  readonly from: number;
  readonly to: number;
}

export function* roleSpans(events: readonly TraceEvent[], end: number): Generator<RoleSpan> {
  const open = new Map<number, { readonly name: string; readonly from: number }>();
  for (const { node, at, kind, standing } of events) {
    if (node === 0) continue;
    const name = kind === 'crash' ? 'down' : standing === null ? 'up' : `${standing.role} t${standing.term}`;
    const span = open.get(node);
    if (span?.name === name) continue;
    if (span !== undefined && at > span.from) yield { node, ...span, to: at };
    open.set(node, { name, from: at });
  }
  for (const [node, span] of open) if (end > span.from) yield { node, ...span, to: end };
}
