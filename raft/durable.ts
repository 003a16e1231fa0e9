// What survives a crash (Figure 2's persistent state), and how writes change it.

import type { Write } from './host.ts';
import type { Entry } from './message.ts';
import type { NodeId, Term } from './units.ts';

export interface DurableState {
  readonly currentTerm: Term;
  readonly votedFor: NodeId;
  readonly entries: readonly Entry[];
}

/** A server's disk as data: writes folded in, in order. */
export class DurableImage implements DurableState {
  currentTerm: Term = 0;
  votedFor: NodeId = 0;
  readonly entries: Entry[] = [];

  /** Cost: the entries of this write. */
  persist(write: Write): void {
    switch (write.kind) {
      case 'hard-state':
        this.currentTerm = write.currentTerm;
        this.votedFor = write.votedFor;
        return;
      case 'truncate':
        if (write.from < 1 || write.from > this.entries.length)
          throw new Error(`${this.entries.length} durable entries truncated from ${write.from}`);
        this.entries.length = write.from - 1;
        return;
      case 'append':
        for (let i = 0; i < write.entries.length; i++) this.append(write.entries[i]!);
        return;
      default:
        unreachable(write);
    }
  }

  private append(entry: Entry): void {
    if (entry.index !== this.entries.length + 1)
      throw new Error(`entry ${entry.index} written after ${this.entries.length} durable entries`);
    this.entries.push(entry);
  }
}

/**
 * What a crash in the middle of the write leaves: some first entries of an append, by `draw` (32 random
 * bits), or null for nothing. Term and vote change whole or not at all, and so does a truncation.
 */
export function tearWrite(write: Write, draw: number): Write | null {
  if (write.kind !== 'append') return null;
  const kept = (draw >>> 0) % write.entries.length;
  return kept === 0 ? null : { kind: 'append', entries: write.entries.slice(0, kept) };
}

function unreachable(write: never): never {
  throw new Error(`no such write: ${JSON.stringify(write)}`);
}
