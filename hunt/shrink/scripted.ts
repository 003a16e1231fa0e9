// A run as a script: what happened, event by event, as steps that a person could have written. Messages that were
// lost are not delivered, and delays are the order of the steps; so no chance is left in it.

import type { FaultSpec, ScriptStepSpec } from '../../scenarios/scenario.ts';
import type { Operation } from '../../sim/history.ts';
import type { TraceEvent } from '../../sim/trace.ts';
import { callSpecOf } from '../call-spec.ts';
import { Mail } from './mail.ts';

export interface Style {
  /** Pre-votes are switched off: who stands for election does so at once. */
  readonly isPlain: boolean;
  /** Each step comes as long after the one before as in the run; else at the pace of scripts. */
  readonly isTimed: boolean;
  /** The disks stand still whose writes were not synced when it failed. */
  readonly holdsDisks: boolean;
}

export interface Recorded {
  readonly events: readonly TraceEvent[];
  readonly operations: readonly Operation[];
  readonly names: readonly string[];
  /** Of the scenario, each with its id. */
  readonly faults: readonly FaultSpec[];
}

/** The steps, and for each the event that it stands for. */
export interface Transcript {
  readonly steps: readonly ScriptStepSpec[];
  readonly events: readonly number[];
}

export function transcriptOf(recorded: Recorded, style: Style): Transcript {
  const scribe = new Scribe(recorded, style);
  for (const event of recorded.events) scribe.take(event);
  if (style.holdsDisks) scribe.holdDisks();
  return { steps: scribe.steps, events: scribe.events };
}

interface Standing {
  readonly role: string;
  readonly term: number;
}

/** Writes of one node that its disk does not have yet, each with the step that made it. */
type Unsynced = { readonly step: number }[];

class Scribe {
  readonly steps: ScriptStepSpec[] = [];
  readonly events: number[] = [];
  private readonly recorded: Recorded;
  private readonly style: Style;
  private readonly standings: Standing[] = [];
  private readonly unsynced: Unsynced[] = [];
  /** The step that delivered a message, by its number. */
  private readonly delivered = new Map<number, number>();
  private readonly asked = new Set<number>();
  private readonly mail: Mail;
  private at = 0;

  constructor(recorded: Recorded, style: Style) {
    this.recorded = recorded;
    this.style = style;
    this.mail = new Mail(recorded.events);
  }

  take(event: TraceEvent): void {
    const before = this.standings[event.node] ?? { role: 'follower', term: 0 };
    this.takeKind(event, before);
    if (event.node === 0) return;
    this.mail.put(event.sent);
    this.noteWrites(event);
    this.standings[event.node] = event.standing ?? { role: 'follower', term: before.term };
  }

  private takeKind(event: TraceEvent, before: Standing): void {
    const name = this.nameOf(event.node);
    switch (event.kind) {
      case 'start':
        if (event.text === 'restart') this.add(event, { restart: name });
        return;
      case 'crash':
        this.crash(event, name);
        return;
      case 'alarm':
        this.alarm(event, before, name);
        return;
      case 'message':
        this.message(event, before, name);
        return;
      case 'request':
        this.request(event, name);
        return;
      case 'nemesis':
        this.fault(event);
        return;
      case 'durable':
      case 'write-failed':
      case 'corrupt':
      case 'client':
        return;
    }
  }

  private alarm(event: TraceEvent, before: Standing, name: string): void {
    const isSilent = event.sent.length === 0 && event.standing?.role === before.role;
    if (isSilent) return;
    if (before.role === 'leader') this.add(event, { heartbeat: name });
    else if (!this.style.isPlain || this.hasStood(event, before)) this.add(event, { timeout: name });
  }

  private message(event: TraceEvent, before: Standing, name: string): void {
    const { message } = event;
    if (message === null) return;
    if (this.style.isPlain && message.kind.startsWith('PreVote')) {
      if (this.hasStood(event, before)) this.add(event, { timeout: name });
      return;
    }
    const earlier = this.delivered.get(message.id);
    if (earlier !== undefined) this.keepFor(earlier);
    const filter = { message: message.kind, from: this.nameOf(message.from), to: this.nameOf(message.to) };
    const nth = this.mail.take(message, () => this.add(event, { drop: filter }));
    this.delivered.set(message.id, this.steps.length);
    this.add(event, { deliver: { ...filter, ...(nth > 1 ? { nth } : {}) } });
  }

  /** It comes once more, later. */
  private keepFor(step: number): void {
    const { deliver } = this.steps[step]!;
    this.steps[step] = { ...this.steps[step]!, deliver: { ...deliver, keep: true } };
  }

  private hasStood({ standing }: TraceEvent, before: Standing): boolean {
    return standing?.role === 'candidate' && standing.term > before.term;
  }

  private request(event: TraceEvent, name: string): void {
    const operation = this.recorded.operations[event.operations[0]?.id ?? -1];
    if (operation === undefined) return;
    const client = `c${operation.client}`;
    if (this.asked.has(operation.id)) this.add(event, { call: { client, again: true, to: name } });
    else this.add(event, { call: callSpecOf(operation.command, client, name) });
    this.asked.add(operation.id);
  }

  /** What it loses must not have been synced: its disk stands still from the first write that is lost. */
  private crash(event: TraceEvent, name: string): void {
    const survived = event.effects.filter((effect) => effect.startsWith('durable ')).length;
    const lost = (this.unsynced[event.node] ?? [])[survived];
    if (lost !== undefined) this.stall(lost.step, event.event, name);
    this.unsynced[event.node] = [];
    this.add(event, { crash: name, lose: 'unsynced' });
  }

  /** Of the nodes whose last writes never became durable. */
  holdDisks(): void {
    const held = this.unsynced.flatMap((writes, node) =>
      writes[0] === undefined ? [] : [{ node, step: writes[0].step }],
    );
    const last = this.events.at(-1) ?? 0;
    for (const { node, step } of held.sort((one, other) => other.step - one.step)) {
      this.stall(step, last, this.nameOf(node));
    }
  }

  /** Before this step. How long it lasts is seen when the steps are run. */
  private stall(step: number, event: number, name: string): void {
    this.steps.splice(step, 0, { fault: { do: 'disk', nodes: name, fault: 'stall', for: '1ms' } });
    this.events.splice(step, 0, event);
    for (const [id, delivery] of this.delivered) if (delivery >= step) this.delivered.set(id, delivery + 1);
    for (const writes of this.unsynced) {
      writes?.forEach((write, position) => {
        if (write.step >= step) writes[position] = { step: write.step + 1 };
      });
    }
  }

  /** What a script cannot do by moving messages: full disks, and clocks that are set. */
  private fault(event: TraceEvent): void {
    const [, id, struck] = /^(\S+): .*?((?: n\d+)+)$/.exec(event.text) ?? [];
    const fault = this.recorded.faults.find((one) => one.id === id);
    if (fault === undefined || struck === undefined) return;
    const nodes = struck
      .trim()
      .split(' ')
      .map((name) => this.nameOf(Number(name.slice(1))));
    const { do: what } = fault;
    if (what === 'disk' && fault.fault === 'full')
      this.add(event, { fault: { do: what, nodes, fault: 'full' } });
    if (what === 'clock') {
      const { jump, drift } = fault;
      this.add(event, { fault: { do: what, nodes, jump, drift } });
    }
  }

  private noteWrites(event: TraceEvent): void {
    if (event.kind === 'crash') return;
    const writes = this.unsynced[event.node] ?? [];
    this.unsynced[event.node] = writes;
    for (const effect of event.effects) {
      if (effect.startsWith('durable ')) writes.shift();
      else if (effect.startsWith('write ')) writes.push({ step: Math.max(0, this.steps.length - 1) });
    }
  }

  private add(event: TraceEvent, step: ScriptStepSpec): void {
    this.steps.push(this.style.isTimed ? { ...step, delay: `${event.at - this.at}us` } : step);
    this.events.push(event.event);
    this.at = event.at;
  }

  private nameOf(node: number): string {
    return this.recorded.names[node - 1] ?? '';
  }
}
