// Frames survive any cut of the stream, and no change of a bit.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodeFrame, type FrameKind, FrameReader, FrameRefused, payloadBytesMax } from './frame.ts';

const kinds: readonly FrameKind[] = ['hello', 'welcome', 'refusal', 'message', 'ping', 'pong'];
const frames = fc.array(
  fc.record({ kind: fc.constantFrom(...kinds), payload: fc.uint8Array({ maxLength: 300 }) }),
);

it('reads what was written, however it is cut', () => {
  fc.assert(
    fc.property(frames, fc.infiniteStream(fc.integer({ min: 1, max: 40 })), (sent, cuts) => {
      const bytes = Buffer.concat(sent.map(({ kind, payload }) => encodeFrame(kind, payload)));
      const reader = new FrameReader();
      const read: { kind: FrameKind; payload: Uint8Array }[] = [];
      for (let start = 0; start < bytes.length; ) {
        const end = start + cuts.next().value;
        reader.push(bytes.subarray(start, end));
        for (let frame = reader.next(); frame !== null; frame = reader.next())
          read.push({ kind: frame.kind, payload: Uint8Array.from(frame.payload) });
        start = end;
      }
      expect(read).toEqual(sent);
    }),
  );
});

it('never takes a frame of which a bit was changed', () => {
  const whole = encodeFrame('message', Buffer.from('some message'));
  for (let bit = 0; bit < whole.length * 8; bit++) {
    const changed = Buffer.from(whole);
    changed[bit >> 3]! ^= 1 << (bit & 7);
    const reader = new FrameReader();
    reader.limit = payloadBytesMax;
    reader.push(changed);
    let read: unknown;
    try {
      read = reader.next();
    } catch (error) {
      expect(error).toBeInstanceOf(FrameRefused);
      continue;
    }
    // It claims to be longer, and is waited for.
    expect([bit >> 3, read]).toEqual([expect.toSatisfy((byte: number) => byte >= 4 && byte < 8), null]);
  }
});
