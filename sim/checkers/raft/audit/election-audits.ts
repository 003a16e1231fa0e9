// Audits of elections: votes, terms, roles.

import type { RaftCheckOptions } from '../raft-checker.ts';
import { type Audits, everyMoment, everyStep, found } from './audit.ts';
import { firstVote } from './ballots.ts';
import type { Moment, Standing } from './chronicle.ts';
import { lastIndexOf, termAt } from './histories.ts';
import { logsOf } from './log-audits.ts';
import type { Past } from './past.ts';

export const electionAudits: Audits = {
  'election-safety': ({ wins }) => {
    for (const { term, leader, moment } of wins)
      if (wins.some((other) => other.term === term && other.leader !== leader))
        return found(moment, `term ${term} has two leaders`);
    return null;
  },

  'election-quorum': ({ wins, ballots, size, quorum }) => {
    for (const { term, leader, moment, at } of wins) {
      let votes = 0;
      for (let voter = 1; voter <= size; voter++) if (firstVote(ballots, term, voter, at) === leader) votes++;
      if (votes < quorum) return found(moment, `leads term ${term} with ${votes} votes`);
    }
    return null;
  },

  'one-vote-a-term': ({ ballots, moments }) => {
    for (const { term, voter, candidate, at } of ballots)
      if (firstVote(ballots, term, voter, at) !== candidate)
        return found(moments[at]!, `a second vote in term ${term}, for n${candidate}`);
    return null;
  },

  'vote-up-to-date': everyStep((before, after, { message, kind }) => {
    if (kind === 'start' || message?.kind !== 'RequestVote' || after.votedFor !== message.from) return '';
    if (after.votedFor === before.votedFor && after.currentTerm === before.currentTerm) return '';
    const { lastLogIndex, lastLogTerm } = message.body;
    const ownTerm = termAt(before.log, lastIndexOf(before.log));
    const isNewer =
      lastLogTerm > ownTerm || (lastLogTerm === ownTerm && lastLogIndex >= lastIndexOf(before.log));
    return isNewer ? '' : `voted for n${message.from}, whose log is older`;
  }),

  'term-monotonic': (past) => {
    const promised = new Array<number>(past.size + 1).fill(0);
    for (const moment of past.moments) {
      const { node, before, after } = moment;
      if (before !== null && after !== null && after.currentTerm < before.currentTerm)
        return found(moment, `term ${before.currentTerm} became ${after.currentTerm}`);
      if (after !== null && after.currentTerm < promised[node]!)
        return found(moment, `is in term ${after.currentTerm} and had acted in ${promised[node]}`);
      promised[node] = Math.max(promised[node]!, ...promisedTerms(moment));
    }
    return null;
  },

  'role-transitions': everyStep((before, after, _moment, _at, { quorum }) => {
    const what = `${before.role} ${before.currentTerm} → ${after.role} ${after.currentTerm}`;
    if (before.role === after.role && before.currentTerm === after.currentTerm) return '';
    if (after.role === 'candidate' && before.role === 'leader') return what;
    if (after.role !== 'leader' || quorum === 1) return '';
    return before.role === 'follower' || before.currentTerm !== after.currentTerm ? what : '';
  }),

  'pre-vote-harmless': everyStep((before, after, { message }) =>
    message?.kind !== 'PreVote' || isSameOffice(before, after) ? '' : 'a pre-vote changed it',
  ),

  'entries-after-election': ({ moments, wins }) => {
    const firstAt = new Map<number, number>();
    moments.forEach((moment, at) => {
      for (const { entries } of logsOf(moment))
        for (const entry of entries)
          if (entry !== undefined && !firstAt.has(entry.term)) firstAt.set(entry.term, at);
    });
    for (const { at, term, moment } of wins)
      if ((firstAt.get(term) ?? at) < at) return found(moment, `entries of term ${term} came before it`);
    return null;
  },

  'pre-vote-first': (past) => {
    const { moments, quorum, options } = past;
    if (!options.preVote) return null;
    for (let at = 0; at < moments.length; at++) {
      const moment = moments[at]!;
      const { kind, node, before, after } = moment;
      if (kind === 'start' || before === null || after === null) continue;
      const stands = after.role !== 'follower' && after.votedFor === node;
      if (!stands || after.currentTerm <= before.currentTerm) continue;
      if (consenting(past, node, after.currentTerm, at) + 1 < quorum)
        return found(moment, `stands in term ${after.currentTerm} without a pre-vote`);
    }
    return null;
  },

  'leader-stickiness': ({ moments, options, size }) => {
    const heardAt = new Array<number>(size + 1).fill(Number.MIN_SAFE_INTEGER);
    for (const moment of moments) {
      const { kind, node, clock, message, before, after } = moment;
      if (kind === 'start') heardAt[node] = Number.MIN_SAFE_INTEGER;
      if (before === null || after === null) continue;
      const silence = clock - heardAt[node]!;
      const isSoon = silence >= 0 && silence < options.electionTimeoutMin;
      if (isSoon && helps(moment, before, after, options)) return found(moment, 'helped against its leader');
      if (
        message?.kind === 'AppendEntries' &&
        message.term === after.currentTerm &&
        after.role === 'follower'
      )
        heardAt[node] = clock;
    }
    return null;
  },

  recovery: everyMoment(({ kind, after, disk }) => {
    if (kind !== 'start' || after === null) return '';
    const isSame =
      after.currentTerm === disk.term &&
      after.votedFor === disk.vote &&
      after.log.prefixes.at(-1) === disk.log.prefixes.at(-1);
    return isSame ? '' : 'started as something else than its disk says';
  }),
};

function isSameOffice(one: Standing, other: Standing): boolean {
  return one.currentTerm === other.currentTerm && one.votedFor === other.votedFor && one.role === other.role;
}

function promisedTerms({ sent }: Moment): readonly number[] {
  return sent.flatMap((message) => {
    const isPromise =
      message.kind === 'RequestVote' ||
      message.kind === 'AppendEntries' ||
      (message.kind === 'RequestVoteReply' && message.body.voteGranted) ||
      (message.kind === 'AppendEntriesReply' && message.body.success);
    return isPromise ? [message.term] : [];
  });
}

/** How many others have told the server, since its start, that they would vote for it in this term. */
function consenting({ moments }: Past, asker: number, term: number, at: number): number {
  const voters = new Set<number>();
  for (let position = at; position >= 0; position--) {
    const { node, kind, message } = moments[position]!;
    if (node !== asker) continue;
    if (message?.kind === 'PreVoteReply' && message.body.voteGranted && message.body.nextTerm === term)
      voters.add(message.from);
    if (kind === 'start') break;
  }
  return voters.size;
}

/** Whether the step gave a vote, or a pre-vote at once. */
function helps(
  { message, sent, kind }: Moment,
  before: Standing,
  after: Standing,
  { preVote, leaderStickiness }: RaftCheckOptions,
): boolean {
  if (message === null || before.role === 'leader' || kind === 'start') return false;
  if (message.kind === 'RequestVote') {
    const isNew = after.votedFor !== before.votedFor || after.currentTerm !== before.currentTerm;
    return leaderStickiness && isNew && after.votedFor === message.from;
  }
  if (message.kind !== 'PreVote' || !preVote) return false;
  return sent.some(
    (reply) => reply.kind === 'PreVoteReply' && reply.body.voteGranted && reply.to === message.from,
  );
}
