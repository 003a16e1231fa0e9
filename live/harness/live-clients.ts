// The course's eight clients in real time: an open loop, no timeouts, a new attempt with a new MID at once after
// `redirect` or `fail`. Every attempt is an operation of its own.

import type { CourseCounts } from '../../sim/course/counts.ts';
import { courseClients } from '../../sim/course/plan.ts';
import type { CourseRequests } from '../../sim/course/requests.ts';
import { calledOperation, type Operation } from '../../sim/history.ts';
import { Stream } from '../../sim/kernel/random.ts';
import type { Command } from '../../sim/kv-model.ts';
import type { Reply } from './heard.ts';
import type { Recorder } from './recorder.ts';
import type { Roster } from './roster.ts';

interface Attempt {
  readonly operation: Operation;
  /** 0: nobody was there to ask. */
  readonly target: number;
  /** µs. */
  readonly sentAt: number;
  /** answered: by `ok`. sent-on: by `redirect` or `fail`, and tried again. */
  state: 'waiting' | 'answered' | 'sent-on';
}

interface Client {
  /** The leader that the last reply named; 0 = unknown. */
  leader: number;
  sequence: number;
}

/** What they need of the world that they are in. */
export interface Street {
  isAlive(replica: number): boolean;
  /** A request, to this replica, as its JSON. */
  post(replica: number, text: string): void;
  /** A reply that the course counts as incorrect. */
  onMishap(replica: number, why: string, event: number): void;
}

export class LiveClients {
  readonly operations: Operation[] = [];
  private readonly requests: CourseRequests;
  private readonly counts: CourseCounts;
  private readonly recorder: Recorder;
  private readonly roster: Roster;
  private readonly street: Street;
  private readonly mids: Stream;
  private readonly clients: Client[] = Array.from({ length: courseClients }, () => ({
    leader: 0,
    sequence: 0,
  }));
  private readonly attempts: Map<string, Attempt> = new Map();

  constructor(
    seed: number,
    requests: CourseRequests,
    counts: CourseCounts,
    recorder: Recorder,
    roster: Roster,
    street: Street,
  ) {
    this.requests = requests;
    this.counts = counts;
    this.recorder = recorder;
    this.roster = roster;
    this.street = street;
    this.mids = new Stream(`${seed}/live/mids`);
  }

  /** The next request is due. */
  ask(): void {
    const { client, command } = this.requests.next();
    this.attempt(client, command, 0);
  }

  forgetLeaders(): void {
    for (const client of this.clients) client.leader = 0;
  }

  /** `at`: when it came, µs. */
  onReply(reply: Reply, at: number): void {
    const { counts, recorder, street } = this;
    const attempt = this.attempts.get(reply.mid);
    const operation = attempt?.operation ?? null;
    const event = recorder.answered(reply, operation);
    const wrong = wrongWith(reply, attempt);
    if (wrong !== null || attempt === undefined || operation === null) {
      counts.malformed++;
      street.onMishap(reply.from, wrong ?? '', event);
      return;
    }
    if (attempt.state === 'answered') {
      counts.duplicates++;
      return;
    }
    this.clients[reply.client - 1]!.leader = reply.leader;
    counts.latencies.push(Math.max(0, at - attempt.sentAt));
    if (reply.type === 'ok') this.onOk(attempt, reply, event);
    else this.onSentOn(attempt, reply.type, event);
  }

  /** What waits at present: the kind of each request and the replica that it was sent to. */
  waiting(): readonly { readonly kind: 'get' | 'put'; readonly target: number }[] {
    return [...this.attempts.values()].flatMap(({ state, operation, target }) =>
      state === 'waiting' ? [{ kind: kindOf(operation), target }] : [],
    );
  }

  private onOk(attempt: Attempt, { value, from }: Reply, cause: number): void {
    const { operation } = attempt;
    const { client, command } = operation;
    attempt.state = 'answered';
    operation.result = { ok: true, value: command.kind === 'put' || value === '' ? null : value };
    const event = this.finish(operation, 'ok', cause);
    if (command.kind === 'put') {
      this.requests.acknowledge(client, command.key, command.value);
      return;
    }
    const before = this.counts.incorrectGets;
    this.requests.compare(client, command.key, value);
    if (this.counts.incorrectGets === before) return;
    const found = value === '' ? 'nothing' : `"${value}"`;
    const why = `client ${client} got ${found} for ${command.key}, which is not the last value that it put`;
    this.street.onMishap(from, why, event);
  }

  private onSentOn(attempt: Attempt, type: 'redirect' | 'fail', cause: number): void {
    const { counts } = this;
    const { operation } = attempt;
    attempt.state = 'sent-on';
    counts.redirects++;
    if (type === 'fail') counts.failures[kindOf(operation)]++;
    // Whoever says `fail` may not know; who sends on has not taken it.
    const event = this.finish(operation, type === 'fail' ? 'unknown' : 'failed', cause);
    this.attempt(operation.client, operation.command, event);
  }

  private finish(operation: Operation, state: 'ok' | 'failed' | 'unknown', cause: number): number {
    operation.state = state;
    operation.returnedAt = this.recorder.now();
    operation.returnedEvent = this.recorder.returned(operation, cause);
    return operation.returnedEvent;
  }

  private attempt(id: number, command: Command, cause: number): void {
    const { recorder } = this;
    const client = this.clients[id - 1]!;
    const number = this.operations.length + 1;
    const standing = { event: recorder.events + 1, now: recorder.now() };
    const operation = calledOperation(number - 1, id, ++client.sequence, command, standing);
    this.operations.push(operation);
    const target = this.target(client, number);
    const mid = this.midOf(number);
    const sentAt = recorder.now();
    // It is under way before it is taken down: nobody waits for the books.
    if (target !== 0) this.street.post(target, this.textOf(operation, target, client.leader, mid));
    this.attempts.set(mid, { operation, target, sentAt, state: 'waiting' });
    const event = recorder.called(operation, cause);
    if (target !== 0) recorder.requested(operation, target, event);
  }

  private textOf({ client, command }: Operation, target: number, believed: number, mid: string): string {
    const { roster } = this;
    const { kind: type, key } = command;
    const [src, dst, leader] = [roster.nameOfClient(client), roster.nameOf(target), roster.nameOf(believed)];
    const value = command.kind === 'put' ? { value: command.value } : {};
    return JSON.stringify({ src, dst, leader, type, MID: mid, key, ...value });
  }

  /** The leader that this client remembers, if it lives, else a random living replica; 0 = none lives. */
  private target({ leader }: Client, attempt: number): number {
    const { street, roster } = this;
    if (leader !== 0 && street.isAlive(leader)) return leader;
    const living = roster.names.map((_, position) => position + 1).filter((id) => street.isAlive(id));
    return this.requests.target(living, attempt);
  }

  /** 16 hex digits, of which the last 8 say which attempt it is. */
  private midOf(attempt: number): string {
    return [this.mids.at(attempt, 0), attempt]
      .map((word) => word.toString(16).toUpperCase().padStart(8, '0'))
      .join('');
  }
}

/** Null: nothing. */
function wrongWith(reply: Reply, attempt: Attempt | undefined): string | null {
  const { client, type, mid, value } = reply;
  if (attempt === undefined) return `${type} with the MID ${mid}, which no request has`;
  const { operation, state } = attempt;
  if (operation.client !== client) return `${type} with the MID ${mid} of another client`;
  if (state === 'sent-on') return `${type} after redirect or fail, with the MID ${mid}`;
  if (type === 'ok' && operation.command.kind === 'get' && value === null)
    return `ok for a get without a value, with the MID ${mid}`;
  return null;
}

function kindOf({ command }: Operation): 'get' | 'put' {
  return command.kind === 'get' ? 'get' : 'put';
}
