// Audits of what was sent: that it was kept before it was promised, and that it is what its sender may say.

import type { Message } from '../../../../raft/message.ts';
import { type Audits, everyState } from './audit.ts';
import type { DiskRecord, Moment, Standing } from './chronicle.ts';
import { type LogRecord, lastIndexOf, termAt } from './histories.ts';
import type { Past } from './past.ts';

type Append = Extract<Message, { readonly kind: 'AppendEntries' }>;
type RequestVote = Extract<Message, { readonly kind: 'RequestVote' }>;

export const messageAudits: Audits = {
  'promise-durable': everyState((nodes, at, past) => {
    const moment = past.moments[at]!;
    for (const message of moment.sent) {
      const isKept = isPromiseKept(message, moment, nodes);
      if (!isKept) return `a ${message.kind} of term ${message.term} promises what is not on disk`;
    }
    for (const { client, sequence, outcome } of moment.answered) {
      if (outcome.kind !== 'ok' || past.isWrite(client, sequence, at) !== true) continue;
      if (past.committed.indexOf(client, sequence, past.committed.lengthAt[at]!) === 0)
        return `${client}.${sequence} was answered before a quorum held it`;
    }
    return '';
  }),

  'message-well-formed': everyState((_nodes, at, past) => {
    const moment = past.moments[at]!;
    for (const message of moment.sent)
      if (moment.after !== null && !isWellFormed(message, moment, moment.after, at, past))
        return `a ${message.kind} of term ${message.term} says what it may not say`;
    return '';
  }),
};

function isPromiseKept(message: Message, moment: Moment, nodes: readonly (Moment | undefined)[]): boolean {
  const { disk, after } = moment;
  const { term } = message;
  switch (message.kind) {
    case 'AppendEntries':
      return disk.term >= term;
    case 'RequestVote':
      return hasVote(disk, term, moment.node);
    case 'RequestVoteReply':
      return !message.body.voteGranted || hasVote(disk, term, message.to);
    case 'AppendEntriesReply': {
      const { success, matchIndex } = message.body;
      if (!success) return true;
      if (matchIndex > lastIndexOf(disk.log) || term > disk.term) return false;
      const leader = nodes[message.to]?.after;
      // It speaks of that leader's log, where there is still one to compare with.
      if (leader?.role !== 'leader' || leader.currentTerm !== term || after?.currentTerm !== term)
        return true;
      return disk.log.prefixes[matchIndex] === leader.log.prefixes[matchIndex];
    }
    case 'PreVote':
    case 'PreVoteReply':
      return true;
  }
}

function hasVote(disk: DiskRecord, term: number, candidate: number): boolean {
  return disk.term > term || (disk.term === term && disk.vote === candidate);
}

function isWellFormed(message: Message, moment: Moment, after: Standing, at: number, past: Past): boolean {
  const { node, kind } = moment;
  const { from, to, term } = message;
  const { currentTerm, role, log, votedFor } = after;
  if (from !== node || to === node || !(to >= 1 && to <= past.size)) return false;
  if (!(term >= 0 && term <= currentTerm)) return false;
  switch (message.kind) {
    case 'AppendEntries':
      return isAppend(message, node, after, at, past);
    case 'AppendEntriesReply':
      return !message.body.success || message.body.matchIndex <= lastIndexOf(log);
    case 'RequestVote':
      return isCandidacy(message, after, at, past);
    case 'RequestVoteReply':
      return !message.body.voteGranted || term !== currentTerm || votedFor === to;
    case 'PreVote':
      // What leaves when the disk is done was said before.
      if (role === 'candidate' && kind !== 'durable' && !tellsOf(message.body, log)) return false;
      return message.body.nextTerm > term;
    case 'PreVoteReply':
      return true;
  }
}

/** Of the log with which it stood in that term, however late it leaves. */
function isCandidacy({ from, term, body }: RequestVote, after: Standing, at: number, past: Past): boolean {
  for (let position = at; position >= 0; position--) {
    const { node, before, after: then } = past.moments[position]!;
    if (node !== from || then === null || then.votedFor !== from || then.currentTerm !== term) continue;
    if (before !== null && before.currentTerm !== term) return tellsOf(body, then.log);
  }
  return after.role !== 'candidate' || term !== after.currentTerm || tellsOf(body, after.log);
}

function isAppend({ term, body }: Append, node: number, after: Standing, at: number, past: Past): boolean {
  const { log, commitIndex } = after;
  if (after.role !== 'leader' || after.currentTerm !== term) {
    const first = past.wins.find((win) => win.term === term && win.at <= at);
    return first?.leader === node;
  }
  const { prevLogIndex, prevLogTerm, entries, leaderCommit } = body;
  const hasPrevious = prevLogIndex <= lastIndexOf(log) && termAt(log, prevLogIndex) === prevLogTerm;
  if (!hasPrevious || leaderCommit > commitIndex) return false;
  let prefix = log.prefixes[prevLogIndex]!;
  return entries.every((entry, position) => {
    prefix = past.chronicle.histories.after(prefix, entry);
    return log.prefixes[prevLogIndex + 1 + position] === prefix;
  });
}

function tellsOf(body: { lastLogIndex: number; lastLogTerm: number }, log: LogRecord): boolean {
  const lastIndex = lastIndexOf(log);
  return body.lastLogIndex === lastIndex && body.lastLogTerm === termAt(log, lastIndex);
}
