// What one event of a trace comes to, in a few clauses of plain English: what happened, and what it changed.
// Events that change nothing have none.

import type { TraceEvent, TraceStanding } from '../../sim/trace.ts';
import { answers, changes, nameOf, withLog } from './changes.ts';
import { messageClauses } from './message-clauses.ts';

/** `before`: the standing of the event's node before it; null: it was down, or has none. */
export function clausesOf(
  event: TraceEvent,
  before: TraceStanding | null,
  names: readonly string[],
): readonly string[] {
  const name = nameOf(event.node, names);
  switch (event.kind) {
    case 'start':
      return event.text === 'restart' ? [`${name} is back${withLog(event.standing)}`] : [];
    case 'crash':
      return [`${name} crashes${event.text.replace(/^crash/, '')}`];
    case 'send':
      return answers(event, name);
    case 'alarm':
      return alarmClauses(event, before, name);
    case 'message':
      return event.message === null ? [] : messageClauses(event, event.message, before, names);
    case 'request':
      return [requestClause(event, name), ...changes(event, before, name), ...answers(event, name)];
    case 'durable':
    case 'write-failed':
      return event.kind === 'durable' ? durableClauses(event, before, name) : [`a write of ${name} fails`];
    case 'corrupt':
      return [`${name} ${event.text}`];
    case 'client':
      return clientClauses(event);
    case 'nemesis':
      return nemesisClauses(event);
  }
}

function alarmClauses(event: TraceEvent, before: TraceStanding | null, name: string): readonly string[] {
  const { standing } = event;
  if (standing === null) return [];
  const candidacy = standing.term > (before?.term ?? 0) && standing.role === 'candidate';
  if (candidacy) return [`${name} stands for election in term ${standing.term}${withLog(standing)}`];
  if (event.sent.some(({ kind }) => kind === 'PreVote')) return [`${name} asks for pre-votes`];
  const changed = changes(event, before, name);
  if (changed.length > 0) return changed;
  return event.sent.length > 0 && standing.role === 'leader' ? [`${name} sends its heartbeats`] : [];
}

/** What is written becomes durable: worth telling where something comes of it. */
function durableClauses(event: TraceEvent, before: TraceStanding | null, name: string): readonly string[] {
  return [...changes(event, before, name), ...answers(event, name)];
}

function requestClause({ text }: TraceEvent, name: string): string {
  const [, client, command] = /^(c\d+)\.\d+ (.*)$/.exec(text) ?? [];
  return client === undefined ? `${name} is asked: ${text}` : `${client} asks ${name} to ${command}`;
}

function clientClauses({ text }: TraceEvent): readonly string[] {
  const [, client, result] = /^(c\d+)\.\d+ (.*)$/.exec(text) ?? [];
  return client === undefined ? [] : [`${client} hears: ${result}`];
}

/** Of faults that show in no event of a node: what is crashed or started tells so itself, and steps are known. */
function nemesisClauses({ text }: TraceEvent): readonly string[] {
  return !text.startsWith('script-') &&
    /partition|isolate|split|one-way|heal|disk|clock|pause| ends$/.test(text)
    ? [text]
    : [];
}
