// What passes through the harness, in the order in which it does: events of a trace, numbered. What goes on inside of
// a replica nobody sees; its standing is whom its messages name as leader.

import { describeCommand } from '../../sim/action-words.ts';
import type { Operation } from '../../sim/history.ts';
import { Digest } from '../../sim/kernel/digest.ts';
import type { TraceEvent, TraceMessage, TraceOperation, TraceSink } from '../../sim/trace.ts';
import { describeOperation } from '../../sim/trace-text.ts';
import type { Letter, Reply } from './heard.ts';

/** Of a message's content, in characters. */
const contentMax = 240;

const nothing = {
  node: 0,
  client: 0,
  cause: 0,
  effects: [],
  message: null,
  sent: [],
  operations: [],
} as const;

type Told = Pick<TraceEvent, 'kind' | 'text'> &
  Partial<Omit<TraceEvent, 'event' | 'at' | 'kind' | 'text' | 'status' | 'standing'>>;

export class Recorder {
  events = 0;
  /** µs after the start. */
  readonly now: () => number;
  private readonly sinks: readonly TraceSink[];
  private readonly digest: Digest = new Digest();
  private readonly statuses: string[] = [];
  private messages = 0;

  constructor(now: () => number, sinks: readonly TraceSink[]) {
    this.now = now;
    this.sinks = sinks;
  }

  /** Of what was seen: no other run has it. */
  hex(): string {
    return this.digest.hex();
  }

  hello(node: number): number {
    this.statuses[node] = statusOf(node, 0);
    return this.record({ kind: 'start', node, text: 'hello' });
  }

  died(node: number, text: string, cause: number): number {
    this.statuses[node] = '';
    return this.record({ kind: 'crash', node, text, cause });
  }

  strike(text: string): number {
    return this.record({ kind: 'nemesis', text });
  }

  /** One message for each receiver. */
  sent({ from, to, type, term, leader, content }: Letter): { event: number; messages: TraceMessage[] } {
    this.statuses[from] = statusOf(from, leader);
    const messages = to.map((node) => ({ id: ++this.messages, kind: type, from, to: node, term }));
    const words = wordsOf(type, content);
    const event = this.record({
      kind: 'send',
      node: from,
      text: 'sends',
      sent: messages,
      effects: messages.map((message) => `send n${message.to} ${words}`),
    });
    return { event, messages };
  }

  /** It is handed to its receiver. */
  delivered(message: TraceMessage, content: string, cause: number): void {
    const { kind, from, to } = message;
    const text = `n${from} → n${to} ${wordsOf(kind, content)}`;
    this.record({ kind: 'message', node: to, cause, message, text });
  }

  called(operation: Operation, cause: number): number {
    const { client, sequence, command } = operation;
    return this.record({
      kind: 'client',
      client,
      cause,
      text: `calls c${client}.${sequence} ${describeCommand(command)}`,
      operations: [short(operation)],
    });
  }

  requested(operation: Operation, node: number, cause: number): void {
    const { client, sequence, command } = operation;
    const text = `c${client}.${sequence} ${describeCommand(command)}`;
    this.record({ kind: 'request', node, cause, text, operations: [short(operation)] });
  }

  /** A reply leaves a replica; `operation`: null where its MID is nobody's. */
  answered({ from, client, type, leader, mid }: Reply, operation: Operation | null): number {
    this.statuses[from] = statusOf(from, leader);
    const to = operation === null ? `client ${client}, MID ${mid}` : `c${client}.${operation.sequence}`;
    const where = type === 'redirect' && leader !== 0 ? ` n${leader}` : '';
    return this.record({
      kind: 'send',
      node: from,
      text: 'answers',
      effects: [`answer ${to} ${type}${where}`],
      operations: operation === null ? [] : [short(operation)],
    });
  }

  returned(operation: Operation, cause: number): number {
    const { client } = operation;
    const text = describeOperation(operation);
    return this.record({ kind: 'client', client, cause, text, operations: [short(operation)] });
  }

  /** Something that nobody can make sense of. */
  mishap(node: number, text: string): number {
    return this.record({ kind: 'send', node, text });
  }

  private record(told: Told): number {
    const event: TraceEvent = {
      ...nothing,
      ...told,
      event: ++this.events,
      at: this.now(),
      status: this.statuses[told.node ?? 0] ?? '',
      standing: null,
    };
    this.digest.fold(event.at);
    this.digest.foldText(event.text);
    for (const sink of this.sinks) sink.record(event);
    return event.event;
  }
}

/** `L`: it names itself leader; `@n2`: it names another; `@` nobody. */
function statusOf(node: number, leader: number): string {
  if (leader === node) return 'L';
  return leader === 0 ? '@' : `@n${leader}`;
}

function wordsOf(type: string, content: string): string {
  const shown = content.length > contentMax ? `${content.slice(0, contentMax)}…` : content;
  return shown === '{}' ? type : `${type} ${shown}`;
}

function short({ id, client, sequence }: Operation): TraceOperation {
  return { id, client, sequence };
}
