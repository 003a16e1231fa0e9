// What the arrival of a message comes to: votes given and counted, entries taken, refused and acknowledged.

import type { TraceEvent, TraceMessage, TraceStanding } from '../../sim/trace.ts';
import { answers, changes, logWords, nameOf, withLog } from './changes.ts';

export function messageClauses(
  event: TraceEvent,
  message: TraceMessage,
  before: TraceStanding | null,
  names: readonly string[],
): readonly string[] {
  const name = nameOf(event.node, names);
  const from = nameOf(message.from, names);
  const first = arrivalOf(event, message, before, name, from);
  return [first, ...changes(event, before, name), ...answers(event, name)];
}

function arrivalOf(
  event: TraceEvent,
  message: TraceMessage,
  before: TraceStanding | null,
  name: string,
  from: string,
): string {
  switch (message.kind) {
    case 'RequestVote':
      return voteOf(event, message, before, name, from);
    case 'RequestVoteReply':
      return isGranted(event)
        ? `${from}'s vote of term ${message.term} reaches ${name}`
        : `${from}'s refusal reaches ${name}`;
    case 'PreVote':
      return promises(event, 'PV reply', 'granted')
        ? `${name} would vote for ${from}`
        : `${name} would not vote for ${from}${withLog(event.standing)}`;
    case 'PreVoteReply':
      return standsNow(event, before)
        ? `${name} hears that ${from} would vote for it, and stands for election in term ${event.standing!.term}`
        : `${name} hears ${isGranted(event) ? 'that' : 'no more than that'} ${from} ${isGranted(event) ? 'would' : 'would not'} vote for it`;
    case 'AppendEntries':
      return appendOf(event, message, name, from);
    case 'AppendEntriesReply':
      return replyOf(event, message, name, from);
    default:
      return `${name} hears from ${from}: ${wordsOf(event)}`;
  }
}

function voteOf(
  event: TraceEvent,
  message: TraceMessage,
  before: TraceStanding | null,
  name: string,
  from: string,
): string {
  const { standing } = event;
  const isNew =
    standing?.votedFor === message.from && (before?.votedFor !== message.from || before.term < standing.term);
  const [, index, term] = /log (\d+)\/(\d+)$/.exec(event.text) ?? [];
  const logs = standing === null || index === undefined ? '' : logsOf(standing, Number(index), Number(term));
  if (isNew || promises(event, 'RV reply', 'granted'))
    return `${name} votes for ${from} in term ${message.term}${logs}`;
  return `${name} does not vote for ${from} in term ${message.term}${logs}`;
}

/** Both logs, where they differ. */
function logsOf({ lastLogIndex, lastLogTerm }: TraceStanding, index: number, term: number): string {
  if (lastLogIndex === index && lastLogTerm === term) return '';
  return `; its own log ${logWords(lastLogIndex, lastLogTerm)}, the other ${logWords(index, term)}`;
}

function appendOf(event: TraceEvent, message: TraceMessage, name: string, from: string): string {
  const [, what, after] = /AE t\d+ (.*) after (\d+\/\d+)/.exec(event.text) ?? [];
  if (promises(event, 'AE reply', 'refused'))
    return `${name} refuses what ${from} sends after ${after ?? '?'}`;
  const entries = what === undefined || what === 'heartbeat' ? 'a heartbeat' : `entries ${what}`;
  return `${entries} of ${from} (term ${message.term}) ${entries === 'a heartbeat' ? 'reaches' : 'reach'} ${name}`;
}

function replyOf(event: TraceEvent, message: TraceMessage, name: string, from: string): string {
  const [, matched] = /match (\d+)$/.exec(event.text) ?? [];
  if (matched !== undefined) return `${name} hears that ${from} has entries up to ${matched}`;
  return `${name} hears that ${from} refused${message.term > 0 ? ` (term ${message.term})` : ''}`;
}

function isGranted({ text }: TraceEvent): boolean {
  return text.endsWith('granted');
}

function standsNow({ standing }: TraceEvent, before: TraceStanding | null): boolean {
  return standing?.role === 'candidate' && standing.term > (before?.term ?? 0);
}

/** Whether it sends such a reply at once; what must be durable first is sent later. */
function promises({ effects }: TraceEvent, kind: string, outcome: string): boolean {
  return effects.some(
    (effect) => effect.startsWith('send ') && effect.includes(kind) && effect.includes(outcome),
  );
}

function wordsOf({ text }: TraceEvent): string {
  return text.replace(/^n\d+ → n\d+ /, '');
}
