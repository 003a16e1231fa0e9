// Bytes and back: round trips, size bounds, and refusal of everything else.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CodecError } from './byte-reader.ts';
import { decodeEntry, decodeMessage, encodeEntry, encodeMessage } from './codec.ts';
import { KvStore } from './kv-store.ts';
import { type Entry, type Message, messageOf } from './message.ts';
import { datagramBytesMax, entryOverheadBytes, messageBytes } from './size.ts';
import type { Command } from './state-machine.ts';

const store = new KvStore();
const whole = fc.oneof(fc.nat(300), fc.maxSafeNat());
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.constant('\ud800"\\\n\u0001'));
const command: fc.Arbitrary<Command | null> = fc.oneof(
  fc.constant(null),
  fc.record({ kind: fc.constant('get'), key: text }),
  fc.record({ kind: fc.constantFrom('put', 'append'), key: text, value: text }),
  fc.record({ kind: fc.constant('cas'), key: text, expected: fc.option(text), value: text }),
);
const entry: fc.Arbitrary<Entry> = fc
  .record({ index: whole, term: whole, command, client: whole, sequence: whole, acknowledgedBelow: whole })
  .map((fields) => ({
    ...fields,
    bytes: entryOverheadBytes + (fields.command === null ? 0 : store.sizeOf(fields.command)),
  }));
const bool = fc.boolean();
const log = { lastLogIndex: whole, lastLogTerm: whole };
const envelope = fc.tuple(whole, whole, whole);
const message: fc.Arbitrary<Message> = fc.oneof(
  fc.tuple(envelope, fc.record({ nextTerm: whole, ...log })).map(([e, b]) => messageOf('PreVote', ...e, b)),
  fc
    .tuple(envelope, fc.record({ nextTerm: whole, voteGranted: bool }))
    .map(([e, b]) => messageOf('PreVoteReply', ...e, b)),
  fc.tuple(envelope, fc.record(log)).map(([e, b]) => messageOf('RequestVote', ...e, b)),
  fc
    .tuple(envelope, fc.record({ voteGranted: bool }))
    .map(([e, b]) => messageOf('RequestVoteReply', ...e, b)),
  fc
    .tuple(
      envelope,
      fc.record({
        prevLogIndex: whole,
        prevLogTerm: whole,
        entries: fc.array(entry, { maxLength: 5 }),
        leaderCommit: whole,
        round: whole,
      }),
    )
    .map(([e, b]) => messageOf('AppendEntries', ...e, b)),
  fc
    .tuple(
      envelope,
      fc.record({ success: bool, matchIndex: whole, hintIndex: whole, hintTerm: whole, round: whole }),
    )
    .map(([e, b]) => messageOf('AppendEntriesReply', ...e, b)),
);

it('every message comes back as it was, within its size bound', () => {
  fc.assert(
    fc.property(message, (sent) => {
      const bytes = encodeMessage(sent);
      expect(decodeMessage(bytes)).toEqual(sent);
      expect(bytes.length).toBeLessThanOrEqual(messageBytes(sent));
    }),
    { numRuns: 500 },
  );
});

it('every entry comes back as it was, within its own bound', () => {
  fc.assert(
    fc.property(entry, (written) => {
      const bytes = encodeEntry(written);
      expect(decodeEntry(bytes)).toEqual(written);
      expect(bytes.length).toBeLessThanOrEqual(written.bytes);
    }),
  );
});

it('any bytes decode to a message that encodes to the same bytes, or are refused with a CodecError', () => {
  const honest = message.map(encodeMessage);
  const damaged = fc.tuple(honest, fc.nat(), fc.nat(255)).map(([bytes, at, value]) => {
    const copy = bytes.slice();
    copy[at % copy.length] = value;
    return copy;
  });
  const shortened = fc.tuple(honest, fc.nat()).map(([bytes, at]) => bytes.slice(0, at % bytes.length));
  const extended = honest.map((bytes) => Uint8Array.of(...bytes, 0));
  fc.assert(
    fc.property(fc.oneof(damaged, shortened, extended, fc.uint8Array({ maxLength: 80 })), (bytes) => {
      let decoded: Message;
      try {
        decoded = decodeMessage(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(CodecError);
        return;
      }
      expect(decodeMessage(encodeMessage(decoded))).toEqual(decoded);
    }),
    { numRuns: 2_000 },
  );
});

const head = [4, 1, 2, 3, 0, 0, 0, 0];
const one = [1, 1, 1, 1, 1, 1, 1];
it.each([
  ['nothing', [], 'ends too early'],
  ['an unknown kind', [6, 1, 2, 3, 1], 'no such kind of message'],
  ['something after the end', [3, 1, 2, 3, 1, 0], '1 bytes too many'],
  ['a truth of 2', [3, 1, 2, 3, 2], '2 is neither true nor false'],
  ['a number that takes more bytes than it needs', [3, 0x81, 0, 2, 3, 1], 'a number longer than it need be'],
  ['a number above 2^53', [3, ...new Array(7).fill(255), 127], 'a number above 2^53 - 1'],
  ['a number without an end', [3, ...new Array(9).fill(255)], 'a number above 2^53 - 1'],
  ['more entries than bytes', [...head, 255, 255, 255, 255, 15, 1], '4294967295 entries in 1 bytes'],
  ['a command longer than the message', [...head, ...one, 9, 1], 'a text of 9 bytes, 1 are left'],
  ['a command that is not UTF-8', [...head, ...one, 1, 0xff], 'a text that is not UTF-8'],
  ['a command that is not JSON', [...head, ...one, 1, 0x7b], 'a command that is not JSON'],
  ['a command that is a list', [...head, ...one, 2, 0x5b, 0x5d], 'a command that is not an object'],
])('refuses %s', (_, bytes, problem) => {
  expect(() => decodeMessage(Uint8Array.from(bytes))).toThrow(new CodecError(problem));
});

it('a number that is no number is an error of ours', () => {
  const bad = messageOf('RequestVoteReply', -1, 2, 3, { voteGranted: true });
  expect(() => encodeMessage(bad)).toThrow('-1 cannot be encoded');
});

it('the largest payload is that of UDP', () => {
  expect(datagramBytesMax).toBe(65_507);
});
