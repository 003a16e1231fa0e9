// Messages and entries as bytes: numbers as varints (seven bits a byte, low ones first), commands as
// UTF-8 JSON. Bytes that no encoder made are refused with a `CodecError` and nothing else.

import { ByteReader, CodecError } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import type { Bodies, Entry, Message, MessageKind } from './message.ts';
import { messageOf } from './message.ts';
import { messageBytes } from './size.ts';
import type { Command } from './state-machine.ts';

/** A kind's place is its first byte on the wire: append, never reorder. */
const kinds: readonly MessageKind[] = [
  'PreVote',
  'PreVoteReply',
  'RequestVote',
  'RequestVoteReply',
  'AppendEntries',
  'AppendEntriesReply',
];

/** Seven fields of a byte at least: no count of entries may claim more than the bytes can hold. */
const entryBytesMin = 7;

export function encodeMessage(message: Message): Uint8Array {
  const out = new ByteWriter(messageBytes(message));
  out.byte(kinds.indexOf(message.kind));
  out.number(message.from);
  out.number(message.to);
  out.number(message.term);
  writeBody(out, message);
  return out.bytes();
}

export function decodeMessage(bytes: Uint8Array): Message {
  const from = new ByteReader(bytes);
  const kind = kinds[from.byte()];
  if (kind === undefined) throw new CodecError('no such kind of message');
  const message = readMessage(from, kind);
  from.end();
  return message;
}

export function encodeEntry(entry: Entry): Uint8Array {
  const out = new ByteWriter(entry.bytes);
  writeEntry(out, entry);
  return out.bytes();
}

export function decodeEntry(bytes: Uint8Array): Entry {
  const from = new ByteReader(bytes);
  const entry = readEntry(from);
  from.end();
  return entry;
}

function writeBody(out: ByteWriter, message: Message): void {
  switch (message.kind) {
    case 'PreVote':
      out.number(message.body.nextTerm);
      out.number(message.body.lastLogIndex);
      out.number(message.body.lastLogTerm);
      return;
    case 'PreVoteReply':
      out.number(message.body.nextTerm);
      out.boolean(message.body.voteGranted);
      return;
    case 'RequestVote':
      out.number(message.body.lastLogIndex);
      out.number(message.body.lastLogTerm);
      return;
    case 'RequestVoteReply':
      out.boolean(message.body.voteGranted);
      return;
    case 'AppendEntries':
      out.number(message.body.prevLogIndex);
      out.number(message.body.prevLogTerm);
      out.number(message.body.leaderCommit);
      out.number(message.body.round);
      out.number(message.body.entries.length);
      for (const entry of message.body.entries) writeEntry(out, entry);
      return;
    case 'AppendEntriesReply':
      out.boolean(message.body.success);
      out.number(message.body.matchIndex);
      out.number(message.body.hintIndex);
      out.number(message.body.hintTerm);
      out.number(message.body.round);
      return;
    default:
      unreachable(message);
  }
}

function readMessage(from: ByteReader, kind: MessageKind): Message {
  const sender = from.number();
  const to = from.number();
  const term = from.number();
  switch (kind) {
    case 'PreVote':
      return messageOf(kind, sender, to, term, readPreVote(from));
    case 'PreVoteReply':
      return messageOf(kind, sender, to, term, { nextTerm: from.number(), voteGranted: from.boolean() });
    case 'RequestVote':
      return messageOf(kind, sender, to, term, { lastLogIndex: from.number(), lastLogTerm: from.number() });
    case 'RequestVoteReply':
      return messageOf(kind, sender, to, term, { voteGranted: from.boolean() });
    case 'AppendEntries':
      return messageOf(kind, sender, to, term, readAppendEntries(from));
    case 'AppendEntriesReply':
      return messageOf(kind, sender, to, term, readAppendEntriesReply(from));
    default:
      return unreachable(kind);
  }
}

// The fields of an object literal are evaluated in order, which is the order on the wire.

function readPreVote(from: ByteReader): Bodies['PreVote'] {
  return { nextTerm: from.number(), lastLogIndex: from.number(), lastLogTerm: from.number() };
}

function readAppendEntries(from: ByteReader): Bodies['AppendEntries'] {
  const prevLogIndex = from.number();
  const prevLogTerm = from.number();
  const leaderCommit = from.number();
  const round = from.number();
  const count = from.number();
  if (count * entryBytesMin > from.left) throw new CodecError(`${count} entries in ${from.left} bytes`);
  const entries: Entry[] = [];
  for (let i = 0; i < count; i++) entries.push(readEntry(from));
  return { prevLogIndex, prevLogTerm, entries, leaderCommit, round };
}

function readAppendEntriesReply(from: ByteReader): Bodies['AppendEntriesReply'] {
  const success = from.boolean();
  const matchIndex = from.number();
  const hintIndex = from.number();
  const hintTerm = from.number();
  return { success, matchIndex, hintIndex, hintTerm, round: from.number() };
}

function writeEntry(out: ByteWriter, entry: Entry): void {
  out.number(entry.index);
  out.number(entry.term);
  out.number(entry.client);
  out.number(entry.sequence);
  out.number(entry.acknowledgedBelow);
  out.number(entry.bytes);
  out.text(entry.command === null ? '' : JSON.stringify(entry.command));
}

function readEntry(from: ByteReader): Entry {
  const index = from.number();
  const term = from.number();
  const client = from.number();
  const sequence = from.number();
  const acknowledgedBelow = from.number();
  const bytes = from.number();
  return { index, term, command: readCommand(from.text()), client, sequence, acknowledgedBelow, bytes };
}

function readCommand(text: string): Command | null {
  if (text === '') return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new CodecError('a command that is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new CodecError('a command that is not an object');
  return value as Command;
}

function unreachable(what: never): never {
  throw new Error(`no such message: ${JSON.stringify(what)}`);
}
