// Frames of the transport between servers: a header of twelve bytes, then the payload. What is no frame of this
// version is refused before anything is made of it.

import { crc32 } from 'node:zlib';

/** A kind's place is its byte on the wire: append, never reorder. */
const kinds = ['hello', 'welcome', 'refusal', 'message', 'ping', 'pong'] as const;
export type FrameKind = (typeof kinds)[number];

export interface Frame {
  readonly kind: FrameKind;
  readonly payload: Buffer;
}

/** Magic 2, version 1, kind 1, length of the payload 4, checksum of all that and of the payload 4. */
export const frameHeaderBytes = 12;
const magic = 0x7777;
const version = 1;
const at = { version: 2, kind: 3, length: 4, sum: 8 } as const;

/** A message of Raft is half as long at most. */
export const payloadBytesMax: number = 128 * 1024;
/** Of who has not yet said who it is. */
export const greetingBytesMax = 1024;

/** The bytes are no frame, or not one that is taken here. */
export class FrameRefused extends Error {
  override readonly name = 'FrameRefused';
}

export function encodeFrame(kind: FrameKind, payload: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(frameHeaderBytes + payload.length);
  frame.writeUInt16BE(magic, 0);
  frame[at.version] = version;
  frame[at.kind] = kinds.indexOf(kind);
  frame.writeUInt32BE(payload.length, at.length);
  frame.set(payload, frameHeaderBytes);
  frame.writeUInt32BE(sumOf(frame, frame.length), at.sum);
  return frame;
}

/** Cuts a stream of bytes into frames. */
export class FrameReader {
  /** Most bytes of a payload: less before the greeting. */
  limit: number = greetingBytesMax;
  private rest: Buffer = Buffer.alloc(0);

  push(bytes: Buffer): void {
    this.rest = this.rest.length === 0 ? bytes : Buffer.concat([this.rest, bytes]);
  }

  /** Null: no whole frame is there yet. Throws a `FrameRefused`; nothing more can be read then. */
  next(): Frame | null {
    const { rest } = this;
    // What can be told from the first bytes is not waited for.
    if (rest.length >= 2 && rest.readUInt16BE(0) !== magic) throw new FrameRefused('not a frame');
    if (rest.length > at.version && rest[at.version] !== version)
      throw new FrameRefused(`version ${rest[at.version]} of the transport, this is version ${version}`);
    if (rest.length < frameHeaderBytes) return null;
    const kind = kinds[rest[at.kind]!];
    if (kind === undefined) throw new FrameRefused(`no kind of frame: ${rest[at.kind]}`);
    const length = rest.readUInt32BE(at.length);
    if (length > this.limit) throw new FrameRefused(`a frame of ${length} bytes, ${this.limit} are the most`);
    const end = frameHeaderBytes + length;
    if (rest.length < end) return null;
    if (sumOf(rest, end) !== rest.readUInt32BE(at.sum))
      throw new FrameRefused('a frame with a wrong checksum');
    this.rest = rest.subarray(end);
    return { kind, payload: rest.subarray(frameHeaderBytes, end) };
  }
}

function sumOf(bytes: Buffer, end: number): number {
  return crc32(bytes.subarray(frameHeaderBytes, end), crc32(bytes.subarray(0, at.sum)));
}
