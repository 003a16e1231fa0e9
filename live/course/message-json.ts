// Raft's messages as the course's datagrams carry them: JSON that a student can read. A batch that does not fit
// travels as several; what is no message of ours is none.

import { type Bodies, type Entry, type Message, type MessageKind, messageOf } from '../../raft/message.ts';
import { datagramBytesMax } from '../../raft/size.ts';
import type { Command } from '../../raft/state-machine.ts';
import type { LogIndex, NodeId } from '../../raft/units.ts';

/** What the course's envelope has no place for. */
export interface Letter {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** The message as datagrams of the size that UDP takes; `write` puts one into its envelope. */
export function datagramsOf(message: Message, write: (letter: Letter) => string): readonly string[] {
  const { kind: type, term, body } = message;
  const text = write({ type, term, body });
  if (Buffer.byteLength(text) <= datagramBytesMax) return [text];
  const halves = halvesOf(message);
  // One entry always fits: `bytesMax` sees to that.
  if (halves === null) throw new Error(`a ${type} takes ${Buffer.byteLength(text)} bytes`);
  return halves.flatMap((half) => datagramsOf(half, write));
}

/** Two messages that say the same, the later one about what follows the earlier; null where nothing can be cut. */
function halvesOf(message: Message): readonly [Message, Message] | null {
  if (message.kind !== 'AppendEntries' || message.body.entries.length < 2) return null;
  const { from, to, term, body } = message;
  const middle = body.entries.length >> 1;
  const last = body.entries[middle - 1]!;
  return [
    messageOf('AppendEntries', from, to, term, { ...body, entries: body.entries.slice(0, middle) }),
    messageOf('AppendEntries', from, to, term, {
      ...body,
      prevLogIndex: last.index,
      prevLogTerm: last.term,
      entries: body.entries.slice(middle),
    }),
  ];
}

/** Null for what no replica of ours has sent. */
export function messageFrom({ type, term, body }: Letter, from: NodeId, to: NodeId): Message | null {
  if (!isCount(term) || !isRecord(body)) return null;
  if (!Object.hasOwn(readers, type)) return null;
  const found = readers[type as MessageKind](body);
  return found === null ? null : messageOf(type as MessageKind, from, to, term, found);
}

type Fields = Readonly<Record<string, unknown>>;

/** Each body is built anew, field by field: what comes along with it does not come in. */
const readers: { readonly [K in MessageKind]: (body: Fields) => Bodies[K] | null } = {
  PreVote: ({ nextTerm, lastLogIndex, lastLogTerm }) =>
    isCount(nextTerm) && isCount(lastLogIndex) && isCount(lastLogTerm)
      ? { nextTerm, lastLogIndex, lastLogTerm }
      : null,
  PreVoteReply: ({ nextTerm, voteGranted }) =>
    isCount(nextTerm) && isFlag(voteGranted) ? { nextTerm, voteGranted } : null,
  RequestVote: ({ lastLogIndex, lastLogTerm }) =>
    isCount(lastLogIndex) && isCount(lastLogTerm) ? { lastLogIndex, lastLogTerm } : null,
  RequestVoteReply: ({ voteGranted }) => (isFlag(voteGranted) ? { voteGranted } : null),
  AppendEntries: ({ prevLogIndex, prevLogTerm, entries: list, leaderCommit, round }) => {
    if (!isCount(prevLogIndex) || !isCount(prevLogTerm) || !isCount(leaderCommit) || !isCount(round))
      return null;
    const entries = entriesAfter(prevLogIndex, list);
    return entries === null ? null : { prevLogIndex, prevLogTerm, entries, leaderCommit, round };
  },
  AppendEntriesReply: ({ success, matchIndex, hintIndex, hintTerm, round }) =>
    isFlag(success) && isCount(matchIndex) && isCount(hintIndex) && isCount(hintTerm) && isCount(round)
      ? { success, matchIndex, hintIndex, hintTerm, round }
      : null,
};

/** Entries in step with each other and with what they follow. */
function entriesAfter(prevLogIndex: LogIndex, list: unknown): readonly Entry[] | null {
  if (!Array.isArray(list)) return null;
  const entries: Entry[] = [];
  for (const item of list) {
    const entry = entryFrom(item);
    if (entry === null || entry.index !== prevLogIndex + entries.length + 1) return null;
    entries.push(entry);
  }
  return entries;
}

function entryFrom(item: unknown): Entry | null {
  if (!isRecord(item)) return null;
  const { index, term, client, sequence, acknowledgedBelow, bytes } = item;
  if (!isCount(index) || !isCount(term) || !isCount(client) || !isCount(sequence)) return null;
  if (!isCount(acknowledgedBelow) || !isCount(bytes)) return null;
  const command = commandFrom(item['command']);
  return command === undefined ? null : { index, term, command, client, sequence, acknowledgedBelow, bytes };
}

/** Gets are no entries: a leader answers them by its lease. */
function commandFrom(item: unknown): Command | null | undefined {
  if (item === null) return null;
  if (!isRecord(item)) return undefined;
  const { kind, key, value } = item;
  if (kind !== 'put' || typeof key !== 'string' || typeof value !== 'string') return undefined;
  return { kind, key, value };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isFlag(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
