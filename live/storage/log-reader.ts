// Reads the whole log back at the start of a server: what is whole counts, a torn end is found, and anything else
// that is not as it was written is refused.

import { join } from 'node:path';
import type { DurableImage } from '../../raft/durable.ts';
import { StorageDamaged } from './damage.ts';
import type { Files } from './files.ts';
import { writesIn } from './log-writes.ts';
import { recordAt } from './record.ts';
import {
  decodeSegmentHeader,
  type SegmentHeader,
  segmentHeaderBytes,
  segmentName,
  segmentNumber,
} from './segment.ts';

/** Where the log goes on. */
export interface LogEnd {
  /** The last segment; null: none is there, or its header was never finished. */
  readonly header: SegmentHeader | null;
  /** Of the last segment, or of the one that is to be made. */
  readonly number: number;
  /** Of the last record. */
  readonly ordinal: number;
  /** Bytes of the last segment that count. */
  readonly length: number;
  /** Bytes behind them: the last write, which did not come to its end. */
  readonly torn: number;
}

/** Folds all that is in the log into the image. */
export function readLog(files: Files, folder: string, image: DurableImage): LogEnd {
  const numbers = (files.list(folder) ?? [])
    .map(segmentNumber)
    .filter((number) => number !== null)
    .sort((one, other) => one - other);
  let end: LogEnd = { header: null, number: 1, ordinal: 0, length: 0, torn: 0 };
  for (const [i, number] of numbers.entries()) {
    const file = join(folder, segmentName(i + 1));
    if (number !== i + 1) throw new StorageDamaged(file, 0, 'it is missing, and later ones are there');
    const isLast = i === numbers.length - 1;
    end = readSegment(file, files.read(file)!, { number, before: end.ordinal, isLast }, image);
  }
  return end;
}

interface Expected {
  readonly number: number;
  readonly before: number;
  readonly isLast: boolean;
}

function readSegment(file: string, bytes: Buffer, expected: Expected, image: DurableImage): LogEnd {
  const { number, before, isLast } = expected;
  const header = decodeSegmentHeader(file, bytes);
  if (header === null) {
    // A header is durable before the first record is written.
    if (isLast && bytes.length <= segmentHeaderBytes)
      return { header: null, number, ordinal: before, length: 0, torn: bytes.length };
    throw new StorageDamaged(file, 0, 'the checksum of the header of the file does not match');
  }
  if (header.number !== number || header.before !== before)
    throw new StorageDamaged(file, 0, `it is segment ${header.number} after record ${header.before}`);
  let ordinal = before;
  let start = segmentHeaderBytes;
  for (;;) {
    const found = recordAt(bytes, start, { salt: header.salt, ordinal: ordinal + 1 });
    switch (found.kind) {
      case 'record':
        fold(file, start, found.payload, image);
        ordinal++;
        start = found.end;
        break;
      case 'end':
        return { header, number, ordinal, length: start, torn: 0 };
      case 'torn':
        if (!isLast)
          throw new StorageDamaged(file, start, 'it ends within a record, and later files are there');
        return { header, number, ordinal, length: start, torn: bytes.length - start };
      case 'damaged':
        throw new StorageDamaged(file, start, found.what);
      default:
        return unreachable(found);
    }
  }
}

function fold(file: string, start: number, payload: Buffer, image: DurableImage): void {
  try {
    for (const write of writesIn(payload)) image.persist(write);
  } catch (error) {
    throw new StorageDamaged(file, start, (error as Error).message);
  }
}

function unreachable(found: never): never {
  throw new Error(`no such finding: ${JSON.stringify(found)}`);
}
