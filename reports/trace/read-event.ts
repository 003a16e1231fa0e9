// One event back from its line, with the standing that a node kept from its event before.

import type {
  TraceEvent,
  TraceEventKind,
  TraceMessage,
  TraceOperation,
  TraceStanding,
} from '../../sim/trace.ts';
import { Fields, integer, type Kind, Malformed, text, texts } from './fields.ts';
import type { TraceHeader } from './trace-header.ts';

const known: { readonly [kind in TraceEventKind]: true } = {
  start: true,
  crash: true,
  alarm: true,
  message: true,
  durable: true,
  corrupt: true,
  'write-failed': true,
  request: true,
  client: true,
  nemesis: true,
  send: true,
};

export const eventKindNames: readonly string[] = Object.keys(known);

const roles = ['leader', 'candidate', 'follower'] as const;
const nothingSent: readonly TraceMessage[] = [];
const noOperations: readonly TraceOperation[] = [];
const noEffects: readonly string[] = [];

export class EventReader {
  private readonly standings: Map<number, TraceStanding | null> = new Map();
  private readonly statuses: Map<number, string> = new Map();

  read(value: unknown, before: number, header: TraceHeader): TraceEvent {
    const fields = new Fields(value, 'the event');
    const event = fields.get('event', integer);
    const isNext = header.isFiltered ? event > before : event === before + 1;
    if (!isNext) throw new Malformed(`event ${event} comes after event ${before}`);
    const node = fields.or('node', upTo(header.names.length), 0);
    const nodeOrNone = upTo(header.names.length);
    if (fields.has('standing')) this.standings.set(node, fields.get('standing', standing).standing);
    if (fields.has('status')) this.statuses.set(node, fields.get('status', text));
    return {
      event,
      at: fields.get('at', integer),
      kind: fields.get('kind', eventKind),
      node,
      client: fields.or('client', integer, 0),
      cause: fields.or('cause', upTo(event - 1), 0),
      text: fields.get('text', text),
      status: this.statuses.get(node) ?? '',
      effects: fields.or('effects', texts, noEffects),
      message: fields.or<TraceMessage | null>('message', message(nodeOrNone), null),
      sent: fields.or('sent', listOf(sent(node, nodeOrNone)), nothingSent),
      operations: fields.or('operations', listOf(operation), noOperations),
      standing: this.standings.get(node) ?? null,
    };
  }
}

function upTo(limit: number): Kind<number> {
  return (given) => {
    const value = integer(given);
    return value === null || value > limit ? null : value;
  };
}

const eventKind: Kind<TraceEventKind> = (given) =>
  typeof given === 'string' && given in known ? (given as TraceEventKind) : null;

function listOf<Value>(kind: Kind<Value>): Kind<readonly Value[]> {
  return (given) => {
    if (!Array.isArray(given)) return null;
    const values = given.map(kind);
    return values.some((value) => value === null) ? null : (values as readonly Value[]);
  };
}

function message(node: Kind<number>): Kind<TraceMessage> {
  return (given) => {
    if (!Array.isArray(given) || given.length !== 5) return null;
    const [id, kind, from, to, term] = [
      integer(given[0]),
      text(given[1]),
      node(given[2]),
      node(given[3]),
      integer(given[4]),
    ];
    if (id === null || kind === null || from === null || to === null || term === null) return null;
    return { id, kind, from, to, term };
  };
}

function sent(from: number, node: Kind<number>): Kind<TraceMessage> {
  const whole = message(node);
  return (given) =>
    Array.isArray(given) && given.length === 4 ? whole([given[0], given[1], from, given[2], given[3]]) : null;
}

const operation: Kind<TraceOperation> = (given) => {
  if (!Array.isArray(given) || given.length !== 3) return null;
  const [id, client, sequence] = given.map(integer);
  if (id == null || client == null || sequence == null) return null;
  return { id, client, sequence };
};

/** In an object, for null is a standing too. */
const standing: Kind<{ readonly standing: TraceStanding | null }> = (given) => {
  if (given === null) return { standing: null };
  if (!Array.isArray(given) || given.length !== 7) return null;
  const role = roles.find((each) => each === given[0]);
  const numbers = given.slice(1).map(integer);
  if (role === undefined || numbers.some((each) => each === null)) return null;
  const [term, votedFor, lastLogIndex, lastLogTerm, commitIndex, lastApplied] = numbers as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return { standing: { role, term, votedFor, lastLogIndex, lastLogTerm, commitIndex, lastApplied } };
};
