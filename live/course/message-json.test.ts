// Raft's messages as JSON: there and back, in datagrams that fit, and nothing else.

import { describe, expect, it } from 'vitest';
import { KvStore } from '../../raft/kv-store.ts';
import { type Entry, type Message, messageOf } from '../../raft/message.ts';
import { datagramBytesMax, entryOverheadBytes, headerBytesMax } from '../../raft/size.ts';
import { datagramsOf, type Letter, messageFrom } from './message-json.ts';
import { courseOptions } from './options.ts';

const big = Number.MAX_SAFE_INTEGER;

function entryOf(index: number, value: string | null): Entry {
  const command = value === null ? null : { kind: 'put', key: `key ${index}`, value };
  const bytes = entryOverheadBytes + (command === null ? 0 : new KvStore().sizeOf(command));
  return { index, term: 3, command, client: 2, sequence: index, acknowledgedBelow: 1, bytes };
}

function appendOf(prevLogIndex: number, entries: readonly Entry[]): Message {
  return messageOf('AppendEntries', 1, 2, 4, {
    prevLogIndex,
    prevLogTerm: 2,
    entries,
    leaderCommit: 5,
    round: 6,
  });
}

const messages: readonly Message[] = [
  messageOf('PreVote', 1, 2, 3, { nextTerm: 4, lastLogIndex: 5, lastLogTerm: 3 }),
  messageOf('PreVoteReply', 1, 2, 3, { nextTerm: 4, voteGranted: true }),
  messageOf('RequestVote', 1, 2, 3, { lastLogIndex: 5, lastLogTerm: 2 }),
  messageOf('RequestVoteReply', 1, 2, 3, { voteGranted: false }),
  appendOf(7, []),
  appendOf(7, [entryOf(8, null), entryOf(9, 'ä "😀"\n'), entryOf(10, '')]),
  messageOf('AppendEntriesReply', 1, 2, 3, {
    success: false,
    matchIndex: 4,
    hintIndex: 2,
    hintTerm: 1,
    round: 9,
  }),
];

function enveloped(letter: Letter): string {
  return JSON.stringify({ src: '0000', dst: '0001', leader: '0000', ...letter });
}

function back(text: string): Message | null {
  return messageFrom(JSON.parse(text) as Letter, 1, 2);
}

describe('messages as JSON', () => {
  it('come back as they were', () => {
    for (const message of messages) expect(datagramsOf(message, enveloped).map(back)).toEqual([message]);
  });

  it('are none with any one field missing or of another kind', () => {
    let tried = 0;
    for (const message of messages) {
      const whole = JSON.parse(datagramsOf(message, enveloped)[0]!) as Letter;
      for (const path of pathsOf({ type: whole.type, term: whole['term'], body: whole['body'] })) {
        for (const wrong of [undefined, null, -1, 0.5, 1e300, '1', {}, [null]]) {
          const changed = structuredClone(whole);
          if (!put(changed, path, wrong)) continue;
          tried++;
          expect(messageFrom(changed, 1, 2), `${path.join('.')} = ${JSON.stringify(wrong)}`).toBeNull();
        }
      }
    }
    expect(tried).toBeGreaterThan(200);
  });

  it('travel as several where one does not fit, one after the other', () => {
    const entries = Array.from({ length: 64 }, (_, i) => entryOf(8 + i, '\\'.repeat(1000)));
    const parts = datagramsOf(appendOf(7, entries), enveloped);
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(datagramBytesMax);
    const received = parts.map((part) => back(part) as Message & { readonly kind: 'AppendEntries' });
    expect(received.flatMap(({ body }) => body.entries)).toEqual(entries);
    received.forEach(({ body }, i) => {
      const before = received[i - 1]?.body.entries.at(-1);
      expect([body.prevLogIndex, body.prevLogTerm]).toEqual(
        before === undefined ? [7, 2] : [before.index, before.term],
      );
    });
  });

  it('fit as long as they have one entry that Raft takes, whatever their numbers', () => {
    const room = courseOptions.bytesMax - headerBytesMax;
    const empty = entryOf(big, '').bytes;
    const entry: Entry = {
      ...entryOf(big, 'x'.repeat(room - empty)),
      term: big,
      client: big,
      sequence: big,
      acknowledgedBelow: big,
    };
    expect(entry.bytes).toBe(room);
    const body = { prevLogIndex: big, prevLogTerm: big, entries: [entry], leaderCommit: big, round: big };
    expect(datagramsOf(messageOf('AppendEntries', 1, 2, big, body), enveloped)).toHaveLength(1);
  });
});

/** Every place in plain data that holds a value. */
function pathsOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  const own = path.length === 0 ? [] : [path];
  if (typeof value !== 'object' || value === null) return own;
  return [...own, ...Object.entries(value).flatMap(([key, item]) => pathsOf(item, [...path, key]))];
}

/** False where `value` is right there, too. */
function put(whole: object, path: readonly string[], value: unknown): boolean {
  const last = path.at(-1)!;
  const holder = path
    .slice(0, -1)
    .reduce<Record<string, unknown>>(
      (at, key) => at[key] as Record<string, unknown>,
      whole as Record<string, unknown>,
    );
  const isText = last === 'key' || last === 'value';
  const isFree = (last === 'command' && value === null) || (isText && typeof value === 'string');
  if (isFree || holder[last] === value) return false;
  holder[last] = value;
  return true;
}
