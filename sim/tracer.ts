// Follows a run for a trace: numbers the messages, knows the operations of requests, and puts each event
// together. Only traced runs have one.

import type { Facts } from './facts.ts';
import type { Operation } from './history.ts';
import type { Envelope, ProgramKind } from './program.ts';
import type { Simulation } from './simulation.ts';
import type { TraceEvent, TraceMessage, TraceOperation, TraceStanding } from './trace.ts';
import { traceStandingOf } from './trace-standing.ts';
import { effectsOf, textOf } from './trace-text.ts';

interface Sent {
  readonly event: number;
  readonly message: TraceMessage;
}

const nothingSent: readonly TraceMessage[] = [];
const noOperations: readonly TraceOperation[] = [];

export class Tracer {
  private readonly simulation: Simulation;
  private messages = 0;
  /** Every time that this very object was sent: a program may send one again. */
  private readonly sent: WeakMap<Envelope, Sent[]> = new WeakMap();
  /** By client and sequence. */
  private readonly operations: TraceOperation[][] = [];

  constructor(simulation: Simulation) {
    this.simulation = simulation;
  }

  /** The event that `step` has just handled. */
  event(): TraceEvent {
    const { simulation } = this;
    const { facts, queue, kind } = simulation.scene;
    const { program } = facts;
    return {
      event: facts.event,
      at: facts.at,
      kind: facts.kind,
      node: facts.node,
      client: facts.kind === 'client' ? queue.target : 0,
      cause: queue.cause,
      text: textOf(simulation),
      status: program === undefined ? '' : kind.describeProgram(program),
      effects: effectsOf(simulation),
      message: facts.message === null ? null : this.received(facts.message, queue.cause),
      sent: this.sentBy(facts, kind),
      operations: this.operationsOf(facts),
      standing: standingOf(simulation),
    };
  }

  private received(message: Envelope, cause: number): TraceMessage | null {
    const sent = this.sent.get(message);
    const own = sent?.find(({ event }) => event === cause) ?? sent?.at(-1);
    return own?.message ?? null;
  }

  private sentBy({ sent, event }: Facts, kind: ProgramKind): readonly TraceMessage[] {
    if (sent.count === 0) return nothingSent;
    const messages: TraceMessage[] = [];
    for (let i = 0; i < sent.count; i++) {
      const envelope = sent.at(i);
      const { from, to } = envelope;
      const term = kind.messageTerm?.(envelope) ?? 0;
      const index = kind.messageIndex?.(envelope) ?? 0;
      const message = { id: ++this.messages, kind: envelope.kind, from, to, term, index };
      messages.push(message);
      const earlier = this.sent.get(envelope);
      if (earlier === undefined) this.sent.set(envelope, [{ event, message }]);
      else earlier.push({ event, message });
    }
    return messages;
  }

  private operationsOf(facts: Facts): readonly TraceOperation[] {
    const found: TraceOperation[] = [];
    const add = (operation: TraceOperation | undefined): void => {
      if (operation !== undefined && !found.includes(operation)) found.push(operation);
    };
    for (let i = 0; i < facts.returned.count; i++) add(this.known(facts.returned.at(i)));
    for (let i = 0; i < facts.invoked.count; i++) add(this.called(facts.invoked.at(i)));
    if (facts.request !== null) add(this.known(facts.request));
    for (let i = 0; i < facts.applied.count; i++) add(this.known(facts.applied.at(i)));
    for (let i = 0; i < facts.answered.count; i++) add(this.known(facts.answered.at(i)));
    return found.length === 0 ? noOperations : found;
  }

  private called({ id, client, sequence }: Operation): TraceOperation {
    const operation = { id, client, sequence };
    let own = this.operations[client];
    if (own === undefined) {
      own = [];
      this.operations[client] = own;
    }
    own[sequence] = operation;
    return operation;
  }

  private known(of: { readonly client: number; readonly sequence: number }): TraceOperation | undefined {
    return this.operations[of.client]?.[of.sequence];
  }
}

function standingOf({ scene }: Simulation): TraceStanding | null {
  const { program } = scene.facts;
  const status = program === undefined ? undefined : scene.kind.status?.(program);
  return status === undefined ? null : traceStandingOf(status);
}
