// A trace as Chrome's trace-event JSON, for Perfetto: a track for each server and client, roles and downtime
// as slices, messages as flows between the steps that sent and took them, operations as spans.

import type { TraceEvent } from '../../sim/trace.ts';
import type { Sink } from '../reporter.ts';
import { processNames, processOf } from './processes.ts';
import { roleSpans } from './role-spans.ts';
import type { TraceHeader } from './trace-header.ts';

interface Track {
  readonly pid: number;
  readonly tid: number;
}

/** A step takes no virtual time; a slice without width could not be seen, nor hold a flow. */
const stepMicros = 1;

/** `events` is the whole trace: roles and the ends of flows need also what is left out. */
export function writePerfetto(
  header: TraceHeader,
  events: readonly TraceEvent[],
  kept: ReadonlySet<number>,
  sink: Sink,
): void {
  const list = new List(sink);
  const { scenario, seed, whitewater } = header;
  sink.write(
    `{"displayTimeUnit":"ms","otherData":${JSON.stringify({ scenario, seed, whitewater })},"traceEvents":[\n`,
  );
  nameTracks(header, events, list);
  const byNumber = new Map(events.map((event) => [event.event, event]));
  const called = new Set<number>();
  for (const event of events) {
    if (!kept.has(event.event)) continue;
    const cause = byNumber.get(event.cause);
    list.add(sliceOf(event));
    if (cause !== undefined && kept.has(cause.event) && processOf(cause) !== processOf(event)) {
      const flow = { id: event.event, cat: 'cause', name: event.message?.kind ?? event.kind };
      list.add({ ph: 's', ts: cause.at, ...trackOf(cause), ...flow });
      list.add({ ph: 'f', bp: 'e', ts: event.at, ...trackOf(event), ...flow });
    }
    if (event.kind === 'client') for (const span of spansOf(event, called)) list.add(span);
  }
  const last = events.at(-1)?.at ?? 0;
  const shown = new Set(events.filter(({ event }) => kept.has(event)).map(({ node }) => node));
  for (const { node, from, to, name } of roleSpans(events, last)) {
    if (shown.has(node))
      list.add({ ph: 'X', cat: 'role', name, ts: from, dur: to - from, ...roleTrack(node) });
  }
  sink.write('\n]}\n');
}

class List {
  private readonly sink: Sink;
  private isFirst = true;

  constructor(sink: Sink) {
    this.sink = sink;
  }

  add(entry: object): void {
    this.sink.write(`${this.isFirst ? '' : ',\n'}${JSON.stringify(entry)}`);
    this.isFirst = false;
  }
}

/** Servers are process 1, clients process 2, faults process 3. Each server has a track for its role above its steps. */
function trackOf(event: TraceEvent): Track {
  if (event.node > 0) return { pid: 1, tid: 2 * event.node };
  return event.client > 0 ? { pid: 2, tid: event.client } : { pid: 3, tid: 1 };
}

function roleTrack(node: number): Track {
  return { pid: 1, tid: 2 * node - 1 };
}

function nameTracks(header: TraceHeader, events: readonly TraceEvent[], list: List): void {
  const nameOf = processNames(header);
  const name = (what: 'process_name' | 'thread_name', track: Track, text: string): void =>
    list.add({ ph: 'M', name: what, ...track, args: { name: text } });
  ['servers', 'clients', 'faults'].forEach((text, position) => {
    name('process_name', { pid: position + 1, tid: 0 }, text);
  });
  header.names.forEach((_, position) => {
    name('thread_name', roleTrack(position + 1), `${nameOf(position + 1)} role`);
    name('thread_name', { pid: 1, tid: 2 * (position + 1) }, nameOf(position + 1));
  });
  const clients = new Set(events.map(({ client }) => client).filter((client) => client > 0));
  for (const client of [...clients].sort((a, b) => a - b)) {
    name('thread_name', { pid: 2, tid: client }, nameOf(-client));
  }
  name('thread_name', { pid: 3, tid: 1 }, 'faults');
}

function sliceOf(event: TraceEvent): object {
  const { event: number, at, kind, text, status, cause, effects, message, operations } = event;
  return {
    ph: 'X',
    cat: kind,
    name: message?.kind ?? (kind === 'nemesis' || kind === 'client' ? text : kind),
    ts: at,
    dur: stepMicros,
    ...trackOf(event),
    args: {
      event: number,
      cause,
      text,
      ...(status === '' ? {} : { status }),
      ...(message === null ? {} : { message: message.id }),
      ...(operations.length === 0 ? {} : { operations: operations.map(({ id }) => id) }),
      ...(effects.length === 0 ? {} : { effects }),
    },
  };
}

/** An operation's first client event calls it, its next one ends it. */
function* spansOf(event: TraceEvent, called: Set<number>): Generator<object> {
  for (const { id, client, sequence } of event.operations) {
    const ph = called.has(id) ? 'e' : 'b';
    called.add(id);
    const name = `c${client}.${sequence}`;
    yield { ph, cat: 'operation', id, name, ts: event.at, ...trackOf(event), args: { text: event.text } };
  }
}
