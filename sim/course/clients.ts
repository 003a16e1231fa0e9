// The course's eight clients: an open loop of evenly spaced requests, no timeouts, and a new attempt with a
// new MID at once after `redirect` or `fail`. Every attempt is an operation of its own, as replicas see it.

import type { Ledger } from '../call-slot.ts';
import type { Callers, Letter } from '../callers.ts';
import { courseLanes } from '../decision.ts';
import { DecisionStream } from '../decision-stream.ts';
import type { Operation } from '../history.ts';
import { eventKinds } from '../kernel/event-kinds.ts';
import type { Command } from '../kv-model.ts';
import type { ClientRequest, Outcome } from '../program.ts';
import type { Scene } from '../scene.ts';
import type { Course } from './course.ts';
import { courseClients } from './plan.ts';
import { CourseRequests } from './requests.ts';

/** One try at a request; its place in the list is its MID. */
interface Attempt {
  readonly operation: Operation;
  readonly target: number;
  readonly sentAt: number;
  /** answered: by `ok`. sent-on: by `redirect` or `fail`, and tried again. */
  state: 'waiting' | 'answered' | 'sent-on';
}

interface Client {
  /** The leader that the last reply named; 0 = unknown. */
  leader: number;
  sequence: number;
}

/** An answer on its way, with the `leader` field of its message. */
interface CourseLetter extends Letter {
  readonly leader: number;
}

export class CourseClients implements Callers {
  readonly ledger: Ledger = { nextOperation: 0, ok: 0, failed: 0, unknown: 0 };
  private readonly scene: Scene;
  private readonly course: Course;
  private readonly requests: CourseRequests;
  private readonly attemptDraws: DecisionStream;
  /** By number, from 1. */
  private readonly clients: Client[] = [];
  /** By MID, from 1. */
  private readonly attempts: (Attempt | null)[] = [null];

  constructor(scene: Scene, course: Course) {
    this.scene = scene;
    this.course = course;
    this.requests = new CourseRequests(scene.seed, course.plan, course.counts, scene.book);
    this.attemptDraws = new DecisionStream(scene.seed, 'course/attempts', scene.book);
    for (let id = 1; id <= courseClients; id++) this.clients.push({ leader: 0, sequence: 0 });
    course.forgetLeaders = () => {
      for (const client of this.clients) client.leader = 0;
    };
  }

  start(): void {
    this.queueRequest();
  }

  /** The next request is due. */
  onTimer(): boolean {
    const { client, command } = this.requests.next();
    this.attempt(client, command);
    this.queueRequest();
    return true;
  }

  answer(node: number, client: number, request: number, outcome: Outcome): void {
    const { scene } = this;
    const sequence = this.attempts[request]?.operation.sequence ?? 0;
    scene.facts.answered.push({ client, request, sequence, outcome });
    const leader = outcome.kind === 'redirect' ? outcome.leader : this.course.leaderOf(node);
    const latency = this.attemptDraws.duration(scene.plan.network.clientLatency, request, courseLanes.answer);
    const letter: CourseLetter = { outcome, node, leader };
    scene.queue.push(scene.now + latency, eventKinds.answer, client, request, scene.event, letter);
  }

  onAnswer(client: number, mid: number, letter: CourseLetter): boolean {
    const { counts } = this.course;
    const attempt = this.attempts[mid];
    if (attempt === undefined || attempt === null || attempt.operation.client !== client) {
      counts.malformed++;
      return true;
    }
    const { outcome, leader } = letter;
    if (attempt.state !== 'waiting') {
      if (attempt.state === 'answered') counts.duplicates++;
      else counts.malformed++;
      return true;
    }
    this.clients[client - 1]!.leader = leader;
    counts.latencies.push(this.scene.now - attempt.sentAt);
    if (outcome.kind === 'ok') this.onOk(attempt, outcome);
    else this.onSentOn(attempt, outcome);
    return true;
  }

  /** Requests without an answer, called before `event`. */
  pendingSince(event: number): number {
    let pending = 0;
    for (const attempt of this.attempts) {
      if (attempt?.state === 'waiting' && attempt.operation.invokedEvent < event) pending++;
    }
    return pending;
  }

  /** What waits at present: the kind of each request and the replica that it was sent to. */
  waiting(): readonly { readonly kind: 'get' | 'put'; readonly target: number }[] {
    return this.attempts.flatMap((attempt) =>
      attempt?.state === 'waiting' ? [{ kind: kindOf(attempt.operation), target: attempt.target }] : [],
    );
  }

  // A course has no calm, and nothing is asked of clients in it.
  beginCalm(): void {}

  unserved(): number {
    return 0;
  }

  private onOk(attempt: Attempt, outcome: Extract<Outcome, { kind: 'ok' }>): void {
    const { operation } = attempt;
    const { client, command } = operation;
    operation.result = outcome.result;
    attempt.state = 'answered';
    this.finish(operation, 'ok');
    if (command.kind === 'put') this.requests.acknowledge(client, command.key, command.value);
    else this.requests.compare(client, command.key, outcome.result.value);
  }

  private onSentOn(attempt: Attempt, outcome: Exclude<Outcome, { kind: 'ok' }>): void {
    const { counts } = this.course;
    const { operation } = attempt;
    attempt.state = 'sent-on';
    counts.redirects++;
    if (outcome.kind !== 'redirect') counts.failures[kindOf(operation)]++;
    // What was not taken, or refused, certainly never takes effect.
    this.finish(operation, outcome.kind === 'unknown' ? 'unknown' : 'failed');
    this.attempt(operation.client, operation.command);
  }

  private finish(operation: Operation, state: 'ok' | 'failed' | 'unknown'): void {
    const { scene, ledger } = this;
    operation.state = state;
    operation.returnedEvent = scene.event;
    operation.returnedAt = scene.now;
    scene.facts.returned.push(operation);
    ledger[state]++;
  }

  private attempt(id: number, command: Command): void {
    const { scene } = this;
    const client = this.clients[id - 1]!;
    const mid = this.attempts.length;
    const operation: Operation = {
      id: this.ledger.nextOperation++,
      client: id,
      sequence: ++client.sequence,
      command,
      invokedEvent: scene.event,
      invokedAt: scene.now,
      state: 'pending',
      returnedEvent: -1,
      returnedAt: -1,
      result: null,
    };
    scene.facts.invoked.push(operation);
    scene.digest.fold(mid);
    const target = this.target(client, mid);
    this.attempts.push({ operation, target, sentAt: scene.now, state: 'waiting' });
    if (target === 0) return;
    const { sequence } = operation;
    // The course's protocol has no sessions: nothing is ever confirmed.
    const request: ClientRequest = { client: id, request: mid, sequence, acknowledgedBelow: 0, command };
    const latency = this.attemptDraws.duration(scene.plan.network.clientLatency, mid, courseLanes.request);
    scene.queue.push(scene.now + latency, eventKinds.request, target, 0, scene.event, request);
  }

  /** The leader that this client remembers, if it lives, else a random living replica; 0 = none lives. */
  private target(client: Client, mid: number): number {
    const { course, scene } = this;
    if (client.leader !== 0 && course.isAlive(client.leader)) return client.leader;
    const living: number[] = [];
    for (let id = 1; id <= scene.plan.nodes; id++) if (course.isAlive(id)) living.push(id);
    return this.requests.target(living, mid);
  }

  private queueRequest(): void {
    const at = this.requests.nextAt;
    if (at !== null) this.scene.queue.push(at, eventKinds.clientTimer, 0, 0, this.scene.event, null);
  }
}

function kindOf({ command }: Operation): 'get' | 'put' {
  return command.kind === 'get' ? 'get' : 'put';
}
