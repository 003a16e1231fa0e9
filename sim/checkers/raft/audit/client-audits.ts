// Audits of what machines executed and clients were told.

import type { Entry } from '../../../../raft/message.ts';
import type { Applied } from '../../../program.ts';
import { type Audit, type Audits, found } from './audit.ts';
import { type LogRecord, lastIndexOf } from './histories.ts';
import type { Past } from './past.ts';

export const clientAudits: Audits = {
  'state-machine-safety': firstOf(
    ({ index }) => `${index}`,
    ({ entry }) => textOf(entry as Entry),
  ),

  'state-divergence': firstOf(
    ({ index }) => `${index}`,
    ({ stateDigest }) => `${stateDigest}`,
  ),

  'session-exactly-once': firstOf(
    ({ client, sequence, executed }) => (executed && sequence > 0 ? `${client} ${sequence}` : ''),
    ({ index }) => `${index}`,
  ),

  'no-lost-acknowledged-write': (past) => {
    const { moments, wins, committed } = past;
    for (let at = 0; at < moments.length; at++) {
      const moment = moments[at]!;
      for (const { client, sequence, outcome } of moment.answered) {
        if (outcome.kind !== 'ok' || past.isWrite(client, sequence, at) !== true) continue;
        const length = committed.lengthAt[at]!;
        const index = committed.indexOf(client, sequence, length);
        const log = moment.after!.log;
        const own = index > 0 ? index : placeOf(log, client, sequence, length);
        if (own === 0) return found(moment, `${client}.${sequence} stands nowhere in its log`);
        const term = index > 0 ? committed.inTerm[index]! : moment.after!.currentTerm;
        const prefix = index > 0 ? committed.prefixes[index] : log.prefixes[own];
        for (const win of wins)
          if (win.term > term && win.log.prefixes[own] !== prefix)
            return found(win.moment, `leads without the acknowledged write ${client}.${sequence}`);
      }
    }
    return null;
  },

  'refused-never-committed': ({ moments, committed }) => {
    for (const moment of moments)
      for (const { client, sequence, outcome } of moment.answered)
        if (outcome.kind === 'refused' && committed.indexOf(client, sequence, committed.entries.length) > 0)
          return found(moment, `refused ${client}.${sequence}, which is committed`);
    return null;
  },

  'read-freshness': (past) => {
    const answered = answeredBefore(past);
    for (let at = 0; at < past.moments.length; at++) {
      const moment = past.moments[at]!;
      for (const { client, request, sequence, outcome } of moment.answered) {
        if (outcome.kind !== 'ok' || past.isWrite(client, sequence, at) !== false) continue;
        const arrival = arrivalOf(past, client, request, at);
        if (arrival >= 0 && moment.after!.lastApplied < answered[arrival]!)
          return found(moment, `read ${client}.${sequence} was answered from an old state`);
      }
    }
    return null;
  },
};

/** What is under one key must have one value, in all that machines applied. '' = no key. */
function firstOf(keyOf: (applied: Applied) => string, worthOf: (applied: Applied) => string): Audit {
  return ({ moments }) => {
    const first = new Map<string, string>();
    for (const moment of moments) {
      for (const applied of moment.applied) {
        const key = keyOf(applied);
        if (key === '') continue;
        const value = worthOf(applied);
        if (!first.has(key)) first.set(key, value);
        else if (first.get(key) !== value) return found(moment, `${key}: ${first.get(key)} or ${value}`);
      }
    }
    return null;
  };
}

function textOf({ term, client, sequence, command }: Entry): string {
  return JSON.stringify([term, client, sequence, command]);
}

/** Where it first stands beyond `length`; 0 = nowhere. */
function placeOf(log: LogRecord, client: number, sequence: number, length: number): number {
  for (let index = length + 1; index <= lastIndexOf(log); index++) {
    const entry = log.entries[index - 1];
    if (entry?.client === client && entry.sequence === sequence) return index;
  }
  return 0;
}

/** The moment at which the attempt first reached a server since it was last answered; -1 = never. */
function arrivalOf({ moments }: Past, client: number, attempt: number, at: number): number {
  let arrival = -1;
  for (let position = at; position >= 0; position--) {
    const { request, answered } = moments[position]!;
    const isAnswer = answered.some((one) => one.client === client && one.request === attempt);
    // Taken in before the answers of its own event.
    if (request?.client === client && request.request === attempt && request.command.kind === 'get')
      if (position === at || !isAnswer) arrival = position;
    if (isAnswer && position < at) return arrival;
  }
  return arrival;
}

/** By moment: the highest index of a write that was answered before it. */
function answeredBefore(past: Past): readonly number[] {
  const { committed } = past;
  let highest = 0;
  return past.moments.map(({ answered }, at) => {
    const before = highest;
    for (const { client, sequence, outcome } of answered) {
      if (outcome.kind !== 'ok' || past.isWrite(client, sequence, at) === false) continue;
      highest = Math.max(highest, committed.indexOf(client, sequence, committed.lengthAt[at]!));
    }
    return before;
  });
}
