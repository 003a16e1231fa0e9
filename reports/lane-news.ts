// What of a run is news: faults, crashes, elections, votes, logs cut back, operations that fail. The steady
// course of replication is not, and is folded.

import type { TraceEvent, TraceStanding } from '../sim/trace.ts';
import { head } from './lane-rows.ts';

export class News {
  private readonly statuses: Map<number, string> = new Map();
  private readonly standings: Map<number, TraceStanding | null> = new Map();

  /** The status of a node before its next event; undefined: not seen yet. */
  before(node: number): string | undefined {
    return this.statuses.get(node);
  }

  /** Whether the event is worth a row; to be asked of every event, in order. */
  isNews(event: TraceEvent): boolean {
    const { node, kind, status, standing } = event;
    if (kind === 'nemesis' || kind === 'crash' || kind === 'write-failed') return true;
    if (kind === 'client') return isSetback(event);
    const old = this.statuses.get(node);
    const oldStanding = this.standings.get(node) ?? null;
    if (kind === 'start') return event.at > 0;
    if (old !== undefined && old !== '' && head(old) !== head(status)) return true;
    if (standing !== null && oldStanding !== null && standing.votedFor !== oldStanding.votedFor) return true;
    if (standing?.role === 'candidate' && kind === 'message') return true;
    // A follower that speaks up by itself seeks votes.
    if (kind === 'alarm' && standing !== null && standing.role !== 'leader' && event.sent.length > 0)
      return true;
    return event.effects.some((effect) => effect.startsWith('write truncate'));
  }

  /** Takes the event over. */
  note({ node, status, standing }: TraceEvent): void {
    if (node === 0) return;
    this.statuses.set(node, status);
    this.standings.set(node, standing);
  }
}

/** An operation was given up. */
function isSetback({ text }: TraceEvent): boolean {
  return / (unknown|failed)(;|$)/.test(text);
}
