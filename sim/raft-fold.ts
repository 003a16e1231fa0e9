// What distinguishes one Raft message or write from another: folded into the run's digest, put into words,
// and told to conditions.

import type { Write } from '../raft/host.ts';
import type { Entry, Message, MessageKind } from '../raft/message.ts';
import type { Tell } from './condition.ts';
import type { DigestFold } from './kernel/digest.ts';

export function foldMessage(message: Message, digest: DigestFold): void {
  digest.fold(message.term);
  switch (message.kind) {
    case 'AppendEntries': {
      const { body } = message;
      digest.fold(body.prevLogIndex * 8 + 1);
      digest.fold(body.prevLogTerm);
      digest.fold(body.leaderCommit);
      digest.fold(body.round);
      foldEntries(body.entries, digest);
      return;
    }
    case 'AppendEntriesReply': {
      const { body } = message;
      digest.fold(body.matchIndex * 8 + (body.success ? 2 : 3));
      digest.fold(body.hintIndex);
      digest.fold(body.hintTerm);
      digest.fold(body.round);
      return;
    }
    case 'RequestVote':
      digest.fold(message.body.lastLogIndex * 8 + 4);
      digest.fold(message.body.lastLogTerm);
      return;
    case 'RequestVoteReply':
      digest.fold(message.body.voteGranted ? 13 : 5);
      return;
    case 'PreVote':
      digest.fold(message.body.lastLogIndex * 8 + 6);
      digest.fold(message.body.lastLogTerm);
      digest.fold(message.body.nextTerm);
      return;
    case 'PreVoteReply':
      digest.fold(message.body.voteGranted ? 15 : 7);
      digest.fold(message.body.nextTerm);
      return;
  }
}

export function foldWrite(write: Write, digest: DigestFold): void {
  switch (write.kind) {
    case 'hard-state':
      digest.fold(write.currentTerm * 1024 + write.votedFor);
      return;
    case 'truncate':
      digest.fold(-write.from);
      return;
    case 'append':
      foldEntries(write.entries, digest);
      return;
  }
}

function foldEntries(entries: readonly Entry[], digest: DigestFold): void {
  digest.fold(entries.length);
  for (let i = 0; i < entries.length; i++) {
    const entry = entries[i] as Entry;
    digest.fold(entry.index);
    digest.fold(entry.term);
    digest.fold(entry.client);
    digest.fold(entry.sequence);
  }
}

export function tellWrite(write: Write, tell: Tell): void {
  switch (write.kind) {
    case 'hard-state':
      if (write.votedFor !== 0) tell('vote', write.currentTerm, 0, 0);
      return;
    case 'truncate':
      tell('truncate', 0, write.from, write.from);
      return;
    case 'append': {
      const first = write.entries[0];
      const last = write.entries[write.entries.length - 1];
      if (first !== undefined && last !== undefined) tell('append', last.term, first.index, last.index);
      return;
    }
  }
}

export function tellMessage(message: Message, tell: Tell): void {
  if (message.kind === 'RequestVoteReply' && message.body.voteGranted) {
    tell('vote-granted', message.term, 0, 0);
  }
}

/** The last index that a message speaks of; 0 for none. */
export function messageIndex(message: Message): number {
  switch (message.kind) {
    case 'AppendEntries':
      return message.body.prevLogIndex + message.body.entries.length;
    case 'AppendEntriesReply':
      return message.body.matchIndex;
    case 'RequestVote':
    case 'PreVote':
      return message.body.lastLogIndex;
    case 'RequestVoteReply':
    case 'PreVoteReply':
      return 0;
  }
}

export const messageKinds: readonly MessageKind[] = [
  'PreVote',
  'PreVoteReply',
  'RequestVote',
  'RequestVoteReply',
  'AppendEntries',
  'AppendEntriesReply',
];

/** `AE t3 4..6 after 3/2`; terms as t3, positions as index/term. */
export function describeMessage(message: Message): string {
  const term = `t${message.term}`;
  switch (message.kind) {
    case 'AppendEntries': {
      const { entries, prevLogIndex, prevLogTerm, leaderCommit } = message.body;
      const range = entries.length === 0 ? 'heartbeat' : describeEntries(entries);
      return `AE ${term} ${range} after ${prevLogIndex}/${prevLogTerm} commit ${leaderCommit}`;
    }
    case 'AppendEntriesReply': {
      const { success, matchIndex, hintIndex, hintTerm } = message.body;
      return success
        ? `AE reply ${term} match ${matchIndex}`
        : `AE reply ${term} refused ${matchIndex}, hint ${hintIndex}/${hintTerm}`;
    }
    case 'RequestVote':
      return `RV ${term} log ${message.body.lastLogIndex}/${message.body.lastLogTerm}`;
    case 'RequestVoteReply':
      return `RV reply ${term} ${message.body.voteGranted ? 'granted' : 'refused'}`;
    case 'PreVote':
      return `PV ${term} for t${message.body.nextTerm} log ${message.body.lastLogIndex}/${message.body.lastLogTerm}`;
    case 'PreVoteReply':
      return `PV reply ${term} for t${message.body.nextTerm} ${message.body.voteGranted ? 'granted' : 'refused'}`;
  }
}

export function describeWrite(write: Write): string {
  switch (write.kind) {
    case 'hard-state':
      return `term ${write.currentTerm} vote ${write.votedFor === 0 ? 'none' : `n${write.votedFor}`}`;
    case 'truncate':
      return `truncate from ${write.from}`;
    case 'append':
      return `append ${describeEntries(write.entries)}`;
  }
}

function describeEntries(entries: readonly Entry[]): string {
  const first = entries[0];
  const last = entries[entries.length - 1];
  if (first === undefined || last === undefined) return 'nothing';
  const head = `${first.index}/${first.term}`;
  return entries.length === 1 ? head : `${head}..${last.index}/${last.term}`;
}
