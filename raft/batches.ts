// Cuts a leader's log into messages: as many entries as the limits allow, at least one.

import { type Log, noEntries } from './log.ts';
import type { Entry } from './message.ts';
import type { Options } from './options.ts';
import { headerBytesMax } from './size.ts';
import type { LogIndex } from './units.ts';

export class Batches {
  private readonly log: Log;
  private readonly entriesMax: number;
  private readonly bytesMax: number;
  /** The batch cut last: followers in step share it. A leader's log only grows, so it stays true. */
  private last: readonly Entry[] = noEntries;

  constructor(log: Log, options: Options) {
    this.log = log;
    this.entriesMax = options.entriesMax;
    this.bytesMax = options.bytesMax;
  }

  /** The entries from `from` up to `limit` that fit in one AppendEntries; `from` ≤ `limit`. */
  next(from: LogIndex, limit: LogIndex): readonly Entry[] {
    const to = this.lastThatFits(from, limit);
    if (this.last.length !== to - from + 1 || this.last[0]!.index !== from)
      this.last = this.log.slice(from, to);
    return this.last;
  }

  private lastThatFits(from: LogIndex, limit: LogIndex): LogIndex {
    const end = Math.min(limit, from + this.entriesMax - 1);
    let last = from;
    let bytes = headerBytesMax + this.log.entryAt(from)!.bytes;
    while (last < end) {
      bytes += this.log.entryAt(last + 1)!.bytes;
      if (bytes > this.bytesMax) break;
      last++;
    }
    return last;
  }
}
