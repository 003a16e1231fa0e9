// The log in memory (paper §5.3): entries 1..lastIndex, each shared by reference and never changed.

import type { Entry } from './message.ts';
import type { LogIndex, Term } from './units.ts';
import type { LogView } from './view.ts';

/** What a heartbeat carries; one object for all of them. */
export const noEntries: readonly Entry[] = Object.freeze([]);

export class Log implements LogView {
  private readonly entries: Entry[];

  constructor(entries: readonly Entry[]) {
    this.entries = entries.slice();
  }

  get lastIndex(): LogIndex {
    return this.entries.length;
  }

  get lastTerm(): Term {
    return this.termAt(this.entries.length);
  }

  termAt(index: LogIndex): Term {
    return index >= 1 && index <= this.entries.length ? this.entries[index - 1]!.term : 0;
  }

  entryAt(index: LogIndex): Entry | undefined {
    return index >= 1 ? this.entries[index - 1] : undefined;
  }

  /** AppendEntries' consistency check (paper §5.3); index 0 matches every log. */
  matches(prevLogIndex: LogIndex, prevLogTerm: Term): boolean {
    return prevLogIndex <= this.entries.length && this.termAt(prevLogIndex) === prevLogTerm;
  }

  append(entry: Entry): void {
    if (entry.index !== this.entries.length + 1)
      throw new Error(`entry ${entry.index} appended to a log of ${this.entries.length} entries`);
    this.entries.push(entry);
  }

  /** Drops every entry at and after `from`. */
  truncate(from: LogIndex): void {
    if (from < 1 || from > this.entries.length)
      throw new Error(`log of ${this.entries.length} entries truncated from ${from}`);
    this.entries.length = from - 1;
  }

  /** The entries `from`..`to`, both included. */
  slice(from: LogIndex, to: LogIndex): readonly Entry[] {
    return from > to ? noEntries : this.entries.slice(from - 1, to);
  }

  /**
   * How many of `received`, which follow a prevLogIndex that matches, this log holds already.
   * The first other one is either new or in conflict (paper §5.3: same index, another term).
   */
  countHeld(received: readonly Entry[]): number {
    let held = 0;
    while (held < received.length && this.termAt(received[held]!.index) === received[held]!.term) held++;
    return held;
  }

  /** The first index whose entry has at least this term; lastIndex + 1 where there is none. */
  firstIndexOfTerm(term: Term): LogIndex {
    let low = 1;
    let high = this.entries.length + 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.entries[middle - 1]!.term < term) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
