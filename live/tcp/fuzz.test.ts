// Ten thousand frames that nobody who keeps to the protocol sends, while two servers that do are at work.

import fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import { CodecError } from '../../raft/byte-reader.ts';
import { decodeMessage, encodeMessage } from '../../raft/codec.ts';
import { type Message, messageOf } from '../../raft/message.ts';
import { ballot, quick, Station } from './fixtures/station.ts';
import { encodeFrame, type FrameKind, FrameReader, FrameRefused, payloadBytesMax } from './frame.ts';
import { decodeGreeting, encodeGreeting } from './greeting.ts';
import { objectionToMessage } from './plausible.ts';

const frameCount = 10_000;
const perConnection = 10;
const atOnce = 20;

let station: Station;

afterEach(() => station.close());

const kinds: readonly FrameKind[] = ['hello', 'welcome', 'refusal', 'message', 'ping', 'pong'];
const hello = encodeFrame('hello', encodeGreeting({ cluster: 'test', from: 3, to: 1, clients: '' }));
const command = { kind: 'put', key: 'k', value: 'v' };
const entry = { index: 2, term: 1, command, client: 1, sequence: 1, acknowledgedBelow: 1, bytes: 100 };
const body = { prevLogIndex: 1, prevLogTerm: 1, entries: [entry], leaderCommit: 1, round: 1 };
const append = encodeMessage(messageOf('AppendEntries', 3, 1, 1, body));

/** Noise, frames around noise, and good frames or good messages with some bytes changed. */
const junk = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc
    .tuple(fc.constantFrom(...kinds), fc.uint8Array({ maxLength: 300 }))
    .map(([kind, bytes]) => encodeFrame(kind, bytes)),
  fc
    .tuple(fc.constantFrom(hello, encodeFrame('message', append)), changes())
    .map(([bytes, by]) => changed(bytes, by)),
  changes().map((by) => encodeFrame('message', changed(append, by))),
);

function changes() {
  return fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 });
}

function changed(bytes: Uint8Array, by: readonly (readonly [number, number])[]): Uint8Array {
  const copy = Uint8Array.from(bytes);
  for (const [at, byte] of by) copy[at % copy.length] = byte;
  return copy;
}

/** Null: it was refused, as anything may be; nothing else is thrown. */
function messageIn(bytes: Uint8Array): Message | null {
  const reader = new FrameReader();
  reader.limit = payloadBytesMax;
  reader.push(Buffer.from(bytes));
  try {
    const frame = reader.next();
    if (frame?.kind === 'hello') decodeGreeting(frame.payload);
    return frame?.kind === 'message' ? decodeMessage(frame.payload) : null;
  } catch (error) {
    if (error instanceof FrameRefused || error instanceof CodecError) return null;
    throw error;
  }
}

it('hears honest peers through any noise, and takes nothing that is none', async () => {
  station = await Station.of(3);
  // However busy the machine is with the noise, no honest peer is given up for being slow.
  const timing = { ...quick, silenceMs: 60_000 };
  const one = await station.start(1, { timing });
  const two = await station.start(2, { timing });
  await station.until(() => one.peers()[0]!.connected && two.peers()[0]!.connected);
  const frames = fc.sample(junk, frameCount);
  // A connection ends with its first bad frame, so each is tried by itself as well.
  for (const frame of frames) expect(messageIn(frame) ?? ballot(2, 1)).toHaveProperty('kind');
  let honest = 0;
  for (let start = 0; start < frames.length; start += perConnection * atOnce) {
    const connections = Array.from({ length: atOnce }, (_, i) => {
      const from = start + i * perConnection;
      // Half of them get past the greeting.
      const first = i % 2 === 0 ? [hello] : [];
      return [...first, ...frames.slice(from, from + perConnection)];
    });
    const thrown = connections.map((bytes) => station.passBy(1, ...bytes));
    two.send(ballot(2, 1, ++honest));
    await Promise.all(thrown);
  }
  await station.until(() => station.heard.filter(({ from }) => from === 2).length === honest);
  expect(two.peers()[0]).toMatchObject({ connected: true, dropped: 0 });
  expect(station.told(1, 'refused').length).toBeGreaterThan(500);
  // Some changes make another good message of it; whatever came through is one.
  for (const message of station.heard) {
    expect(objectionToMessage(message)).toBeNull();
    expect(decodeMessage(encodeMessage(message))).toEqual(message);
    expect([[2, 3].includes(message.from), message.to]).toEqual([true, 1]);
  }
});
