// Events as lines of a trace file: only what differs from nothing is written, a node's standing only where
// it changed.

import type { TraceEvent, TraceMessage, TraceStanding } from '../../sim/trace.ts';

/** Of the events of one trace, in order. */
export class TraceLines {
  private readonly standings: Map<number, string> = new Map();
  private readonly statuses: Map<number, string> = new Map();

  line(event: TraceEvent): string {
    const { client, cause, node, message, sent, operations, text, effects } = event;
    const standing = JSON.stringify(event.standing === null ? null : packedStanding(event.standing));
    const isNewStanding = node > 0 && (this.standings.get(node) ?? 'null') !== standing;
    const isNewStatus = node > 0 && (this.statuses.get(node) ?? '') !== event.status;
    this.standings.set(node, standing);
    this.statuses.set(node, event.status);
    return `${JSON.stringify({
      event: event.event,
      at: event.at,
      kind: event.kind,
      ...(node === 0 ? {} : { node }),
      ...(client === 0 ? {} : { client }),
      ...(cause === 0 ? {} : { cause }),
      ...(message === null ? {} : { message: packedMessage(message) }),
      ...(operations.length === 0
        ? {}
        : { operations: operations.map(({ id, client: of, sequence }) => [id, of, sequence]) }),
      text,
      ...(isNewStatus ? { status: event.status } : {}),
      ...(isNewStanding ? { standing: JSON.parse(standing) as unknown } : {}),
      ...(sent.length === 0 ? {} : { sent: sent.map(packedSent) }),
      ...(effects.length === 0 ? {} : { effects }),
    })}\n`;
  }
}

function packedStanding(standing: TraceStanding): readonly unknown[] {
  const { role, term, votedFor, lastLogIndex, lastLogTerm, commitIndex, lastApplied } = standing;
  return [role, term, votedFor, lastLogIndex, lastLogTerm, commitIndex, lastApplied];
}

function packedMessage({ id, kind, from, to, term }: TraceMessage): readonly unknown[] {
  return [id, kind, from, to, term];
}

/** The sender is the event's node. */
function packedSent({ id, kind, to, term }: TraceMessage): readonly unknown[] {
  return [id, kind, to, term];
}
