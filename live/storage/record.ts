// One record of the log: a header with a checksum of its own, then a payload with another. A record is written only
// when the one before it is durable, so what lies behind a bad record tells whether it was torn or damaged.

import { crc32 } from 'node:zlib';

/** Magic 2, ordinal 6, length 4, checksum of the payload 4, checksum of the header 4. */
export const recordHeaderBytes = 20;

const magic = 0x57b3;
const at = { ordinal: 2, length: 8, payloadSum: 12, headerSum: 16 } as const;

/** What disks write whole or not at all. */
const sectorBytes = 512;

export interface Place {
  /** A number of the segment's own, so that no bytes from elsewhere pass for a record of it. */
  readonly salt: number;
  /** Counted from 1 over all segments. */
  readonly ordinal: number;
}

export type Found =
  | { readonly kind: 'record'; readonly payload: Buffer; readonly end: number }
  /** Nothing more. */
  | { readonly kind: 'end' }
  /** The last write, which did not come to its end, and was promised to nobody. */
  | { readonly kind: 'torn' }
  | { readonly kind: 'damaged'; readonly what: string };

/** A record with room for its payload, which `sealRecord` completes. */
export function emptyRecord(payloadBytes: number): Buffer {
  return Buffer.allocUnsafe(recordHeaderBytes + payloadBytes);
}

export function sealRecord(record: Buffer, { salt, ordinal }: Place): void {
  record.writeUInt16BE(magic, 0);
  record.writeUIntBE(ordinal, at.ordinal, 6);
  record.writeUInt32BE(record.length - recordHeaderBytes, at.length);
  record.writeUInt32BE(crc32(record.subarray(recordHeaderBytes), salt), at.payloadSum);
  record.writeUInt32BE(crc32(record.subarray(0, at.headerSum), salt), at.headerSum);
}

/** What is at `start` of the segment, where the record of this place is expected. */
export function recordAt(segment: Buffer, start: number, place: Place): Found {
  if (start === segment.length) return { kind: 'end' };
  if (!isHeader(segment, start, place.salt)) return withoutHeader(segment, start, place);
  const ordinal = segment.readUIntBE(start + at.ordinal, 6);
  if (ordinal !== place.ordinal)
    return { kind: 'damaged', what: `record ${ordinal} where record ${place.ordinal} was expected` };
  const end = start + recordHeaderBytes + segment.readUInt32BE(start + at.length);
  if (end > segment.length) return { kind: 'torn' };
  const payload = segment.subarray(start + recordHeaderBytes, end);
  if (crc32(payload, place.salt) === segment.readUInt32BE(start + at.payloadSum))
    return { kind: 'record', payload, end };
  if (end === segment.length && hasBlankSector(segment, start, end)) return { kind: 'torn' };
  return { kind: 'damaged', what: 'the checksum of a record does not match' };
}

/** A header that was never written, or is no longer what was written. */
function withoutHeader(segment: Buffer, start: number, place: Place): Found {
  const damaged: Found = { kind: 'damaged', what: 'the checksum of a header does not match' };
  if (segment.length - start < recordHeaderBytes) return { kind: 'torn' };
  if (hasLaterRecord(segment, start, place)) return damaged;
  return hasBlankSector(segment, start, start + recordHeaderBytes) ? { kind: 'torn' } : damaged;
}

function isHeader(segment: Buffer, start: number, salt: number): boolean {
  if (segment.length - start < recordHeaderBytes || segment.readUInt16BE(start) !== magic) return false;
  const sum = crc32(segment.subarray(start, start + at.headerSum), salt);
  return sum === segment.readUInt32BE(start + at.headerSum);
}

function hasLaterRecord(segment: Buffer, start: number, { salt, ordinal }: Place): boolean {
  const mark = Buffer.of(magic >> 8, magic & 255);
  for (let i = segment.indexOf(mark, start + 1); i >= 0; i = segment.indexOf(mark, i + 1))
    if (isHeader(segment, i, salt) && segment.readUIntBE(i + at.ordinal, 6) > ordinal) return true;
  return false;
}

/** Whether a sector of what lies between was never written: it reads as zeros, of which no record has so many. */
function hasBlankSector(segment: Buffer, start: number, end: number): boolean {
  for (let from = start; from < end; ) {
    const to = Math.min(end, from - (from % sectorBytes) + sectorBytes);
    if (segment.subarray(from, to).every((byte) => byte === 0)) return true;
    from = to;
  }
  return false;
}
