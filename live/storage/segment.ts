// The files that the log is cut into, `log/00000001.log` and on: a header, then records. All but the last are whole
// for ever.

import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { StorageRefused } from './damage.ts';

/** Name and format, number, salt, ordinal of the last record before, checksum of all that. */
export const segmentHeaderBytes = 28;

const family = 'wwlog ';
const format = `${family}1\n`;
const at = { number: 8, salt: 12, before: 16, sum: 24 } as const;

export interface SegmentHeader {
  readonly number: number;
  /** Random: records of another segment, or in a client's value, do not pass for records of this one. */
  readonly salt: number;
  /** The ordinal of the last record before this segment. */
  readonly before: number;
}

export function newSegment(number: number, before: number): SegmentHeader {
  return { number, salt: randomBytes(4).readUInt32BE(), before };
}

export function encodeSegmentHeader({ number, salt, before }: SegmentHeader): Buffer {
  const bytes = Buffer.alloc(segmentHeaderBytes);
  bytes.write(format, 'latin1');
  bytes.writeUInt32BE(number, at.number);
  bytes.writeUInt32BE(salt, at.salt);
  bytes.writeUIntBE(before, at.before, 6);
  bytes.writeUInt32BE(crc32(bytes.subarray(0, at.sum)), at.sum);
  return bytes;
}

/** Null: there is no whole header. */
export function decodeSegmentHeader(file: string, bytes: Buffer): SegmentHeader | null {
  if (bytes.length < segmentHeaderBytes) return null;
  const found = bytes.toString('latin1', 0, format.length);
  if (found.startsWith(family) && found !== format)
    throw new StorageRefused(
      `${file} has the format "${found.trim()}", this version reads "${format.trim()}"`,
    );
  if (crc32(bytes.subarray(0, at.sum)) !== bytes.readUInt32BE(at.sum)) return null;
  return {
    number: bytes.readUInt32BE(at.number),
    salt: bytes.readUInt32BE(at.salt),
    before: bytes.readUIntBE(at.before, 6),
  };
}

export function segmentName(number: number): string {
  return `${String(number).padStart(8, '0')}.log`;
}

/** Null: not the name of a segment. */
export function segmentNumber(name: string): number | null {
  return /^\d{8,}\.log$/.test(name) ? Number.parseInt(name, 10) : null;
}
