// Changes of the log as the payload of a record: entries as Raft encodes them, and cuts. A cut is written down, not
// carried out: what was written stays as it is, and is skipped when it is read again.

import { decodeEntry, encodeEntry } from '../../raft/codec.ts';
import type { Write } from '../../raft/host.ts';
import type { Entry } from '../../raft/message.ts';
import { emptyRecord, recordHeaderBytes } from './record.ts';

export type LogWrite = Exclude<Write, { readonly kind: 'hard-state' }>;

/** Kind 1, then for an entry its length 4 and its bytes, for a cut the first index that it removes 6. */
const kinds = { entry: 1, cut: 2 } as const;
const entryHeaderBytes = 5;
const cutBytes = 7;

/** The record of these changes, in their order, still without its header. */
export function recordOf(writes: readonly LogWrite[]): Buffer {
  const parts: (Uint8Array | number)[] = [];
  for (const write of writes) {
    if (write.kind === 'append') for (const entry of write.entries) parts.push(encodeEntry(entry));
    else parts.push(write.from);
  }
  let bytes = 0;
  for (const part of parts) bytes += typeof part === 'number' ? cutBytes : entryHeaderBytes + part.length;
  const record = emptyRecord(bytes);
  let end = recordHeaderBytes;
  for (const part of parts)
    end = typeof part === 'number' ? putCut(record, end, part) : putEntry(record, end, part);
  return record;
}

/** Throws for a payload that no record of ours has. */
export function* writesIn(payload: Buffer): Iterable<LogWrite> {
  let entries: Entry[] = [];
  for (let start = 0; start < payload.length; ) {
    const kind = payload[start];
    if (kind === kinds.entry) {
      const from = start + entryHeaderBytes;
      start = from + payload.readUInt32BE(start + 1);
      entries.push(decodeEntry(payload.subarray(from, start)));
    } else if (kind === kinds.cut) {
      if (entries.length > 0) yield { kind: 'append', entries };
      entries = [];
      yield { kind: 'truncate', from: payload.readUIntBE(start + 1, 6) };
      start += cutBytes;
    } else throw new Error(`${kind} is no kind of change`);
  }
  if (entries.length > 0) yield { kind: 'append', entries };
}

function putEntry(record: Buffer, start: number, entry: Uint8Array): number {
  record[start] = kinds.entry;
  record.writeUInt32BE(entry.length, start + 1);
  record.set(entry, start + entryHeaderBytes);
  return start + entryHeaderBytes + entry.length;
}

function putCut(record: Buffer, start: number, from: number): number {
  record[start] = kinds.cut;
  record.writeUIntBE(from, start + 1, 6);
  return start + cutBytes;
}
