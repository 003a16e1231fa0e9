// A place that can crash: one program with its host, clock and disk. The node is the host that the
// program acts through; every call is noted as a fact and folded into the digest.

import { Clock } from './clock.ts';
import { DecisionStream } from './decision-stream.ts';
import { type Damage, Disk, type Loss, type Risk } from './disk.ts';
import { imageAtStart } from './initial-image.ts';
import { eventKinds, judged } from './kernel/event-kinds.ts';
import { SequentialRandom } from './kernel/random.ts';
import { outcomeCodes, type Postman } from './postman.ts';
import type {
  Applied,
  ClientRequest,
  Envelope,
  ForcedTimer,
  Outcome,
  Program,
  ProgramHost,
  Seat,
} from './program.ts';
import type { Scene } from './scene.ts';

/** What waited for a paused node, in the order it came, with the event that sent it. */
export type Held =
  | { readonly kind: 'message'; readonly message: Envelope; readonly cause: number }
  | { readonly kind: 'request'; readonly request: ClientRequest; readonly cause: number }
  | { readonly kind: 'durable'; readonly ticket: number };

const noAlarm = Number.MAX_SAFE_INTEGER;

export class Node implements ProgramHost, Seat {
  readonly id: number;
  readonly members: readonly number[];
  readonly disk: Disk;
  readonly clock: Clock;
  program: Program | undefined = undefined;
  incarnation = 0;
  /** A crash, or a start, of this node waits in the queue. */
  isDoomed = false;
  isStarting = false;
  /** Its disk is damaged: it never starts again. */
  isRuined = false;
  /** Pause faults at work. */
  pauses = 0;
  /** Why the program gave up; its crash follows at once, and nothing reaches it before. */
  haltReason: string | null = null;
  random: SequentialRandom;

  private readonly scene: Scene;
  private readonly postman: Postman;
  held: Held[] = [];
  /** When the program wants waking, on its own clock; and the earliest alarm event in the queue, in virtual time. */
  alarmAt: number = noAlarm;
  private alarmQueuedAt = noAlarm;
  /** The first write that the disk refused; all after it fail with it. */
  private failedTicket = 0;

  constructor(scene: Scene, id: number, members: readonly number[], postman: Postman) {
    this.scene = scene;
    this.id = id;
    this.members = members;
    this.postman = postman;
    const clock = scene.plan.clocks.find((own) => own.node === id);
    this.clock = new Clock(clock?.offset ?? 0, clock?.ratePpm ?? 0);
    this.disk = new Disk(
      scene.plan.disks.find((own) => own.node === id)?.disk ?? scene.plan.disk,
      scene.kind,
      new DecisionStream(scene.seed, `disk/${id}`, scene.book),
      () => imageAtStart(scene, id),
    );
    this.random = new SequentialRandom(`${scene.seed}/server/${id}`, scene.book.of(`server/${id}`));
  }

  get image(): unknown {
    return this.disk.image;
  }

  get isUp(): boolean {
    return this.program !== undefined;
  }

  get isPaused(): boolean {
    return this.pauses > 0;
  }

  // The life of the node.

  start(): void {
    this.isStarting = false;
    this.incarnation++;
    this.alarmAt = noAlarm;
    this.alarmQueuedAt = noAlarm;
    this.program = this.scene.kind.start(this, this);
    this.program.onStart();
    this.afterStep();
  }

  crash(lose: Loss, risk: Risk): Damage {
    this.isDoomed = false;
    this.program = undefined;
    this.held = [];
    this.alarmAt = noAlarm;
    this.alarmQueuedAt = noAlarm;
    this.failedTicket = 0;
    this.haltReason = null;
    return this.disk.crash(lose, this.scene.now, risk, this.scene.facts.persisted);
  }

  /** The pause is over: what waited comes now, in its old order, then the alarm if it is due. */
  resume(): void {
    const held = this.held;
    this.held = [];
    const { queue, now, event } = this.scene;
    for (const item of held) {
      switch (item.kind) {
        case 'message':
          queue.push(now, eventKinds.message, this.id, judged, item.cause, item.message);
          break;
        case 'request':
          queue.push(now, eventKinds.request, this.id, 0, item.cause, item.request);
          break;
        case 'durable':
          queue.push(now, eventKinds.durableNotice, this.id, item.ticket, event, this.incarnation);
          break;
      }
    }
    this.requeueAlarm();
  }

  // Events: each returns whether it reached the program.

  onMessage(message: Envelope): boolean {
    const program = this.program;
    if (program === undefined || this.haltReason !== null) return false;
    if (this.pauses > 0) {
      this.held.push({ kind: 'message', message, cause: this.scene.queue.cause });
      return false;
    }
    this.scene.facts.message = message;
    program.onMessage(message);
    this.afterStep();
    return true;
  }

  onRequest(request: ClientRequest): boolean {
    const program = this.program;
    if (program === undefined || this.haltReason !== null) return false;
    if (this.pauses > 0) {
      this.held.push({ kind: 'request', request, cause: this.scene.queue.cause });
      return false;
    }
    this.scene.facts.request = request;
    program.onRequest(request);
    this.afterStep();
    return true;
  }

  /** A queued alarm came up; most find that the program has put its alarm off since. */
  onAlarmEvent(): boolean {
    const { now } = this.scene;
    if (now !== this.alarmQueuedAt) return false;
    this.alarmQueuedAt = noAlarm;
    const program = this.program;
    if (program === undefined || this.pauses > 0 || this.alarmAt === noAlarm) return false;
    if (this.clock.localAt(now) < this.alarmAt) {
      // No event of its own: what set the alarm stays its cause.
      this.queueAlarm(this.scene.queue.cause);
      return false;
    }
    this.alarmAt = noAlarm;
    program.onAlarm();
    this.afterStep();
    return true;
  }

  /** Whether the program had that timer; it has stepped as when it ran out. */
  onTimerForced(timer: ForcedTimer): boolean {
    const program = this.program;
    if (program === undefined || this.haltReason !== null || this.pauses > 0) return false;
    if (program.onTimerForced?.(timer) !== true) return false;
    this.afterStep();
    return true;
  }

  /** An fsync begun by `incarnation` ends. */
  onDiskEvent(incarnation: number): boolean {
    if (incarnation !== this.incarnation || this.program === undefined) return false;
    const ticket = this.disk.endSync(this.scene.now, this.scene.facts.persisted);
    if (ticket === 0) return false;
    if (this.pauses > 0) this.held.push({ kind: 'durable', ticket });
    else this.program.onDurable(ticket);
    this.afterStep();
    return true;
  }

  onDurableNotice(ticket: number, incarnation: number): boolean {
    if (incarnation !== this.incarnation || this.program === undefined) return false;
    if (this.pauses > 0) {
      this.held.push({ kind: 'durable', ticket });
      return false;
    }
    this.program.onDurable(ticket);
    this.afterStep();
    return true;
  }

  onWriteFailed(ticket: number, incarnation: number): boolean {
    if (incarnation !== this.incarnation || this.program === undefined) return false;
    this.program.onWriteFailed(ticket);
    this.afterStep();
    return true;
  }

  /** The disk works again after a stall: what it was syncing ends as soon as it is due. */
  unstall(): void {
    if (this.program === undefined) return;
    const { queue, now, event } = this.scene;
    const { busyUntil } = this.disk;
    if (busyUntil >= 0)
      queue.push(Math.max(now, busyUntil), eventKinds.disk, this.id, this.incarnation, event, null);
    else this.syncDisk();
  }

  /** The clock was changed: the alarm is due at another virtual instant. */
  requeueAlarm(): void {
    if (this.program === undefined || this.alarmAt === noAlarm) return;
    this.alarmQueuedAt = noAlarm;
    this.queueAlarm(this.scene.event);
  }

  // The ports.

  now(): number {
    return this.clock.localAt(this.scene.now);
  }

  setAlarm(at: number): void {
    this.scene.digest.fold(at);
    this.alarmAt = at;
    this.queueAlarm(this.scene.event);
  }

  send(message: Envelope): void {
    const { scene } = this;
    const sent = scene.kind.copyMessage ? scene.kind.copyMessage(message) : message;
    scene.facts.sent.push(sent);
    scene.kind.foldMessage(sent, scene.digest);
    scene.network.send(sent, scene.now, scene.event);
  }

  write(write: unknown, ticket: number): void {
    const { scene } = this;
    scene.facts.written.push(write);
    scene.kind.foldWrite(write, scene.digest);
    if (this.failedTicket === 0 && this.disk.write(write, ticket)) return;
    if (this.failedTicket === 0) {
      scene.queue.push(scene.now, eventKinds.writeFailed, this.id, ticket, scene.event, this.incarnation);
    }
    this.failedTicket = ticket;
  }

  answer(client: number, request: number, outcome: Outcome): void {
    const { digest } = this.scene;
    digest.fold(request * 4 + outcomeCodes[outcome.kind]);
    if (outcome.kind === 'ok' && outcome.result.value !== null) digest.foldText(outcome.result.value);
    this.postman.answer(this.id, client, request, outcome);
  }

  halt(reason: string): void {
    if (this.haltReason !== null) return;
    this.haltReason = reason;
    this.isDoomed = true;
    this.scene.facts.halt = { reason, cause: this.failedTicket > 0 ? 'write-refused' : null };
    this.scene.queue.push(this.scene.now, eventKinds.crash, this.id, 0, this.scene.event, 'unsynced');
  }

  applied(fact: Applied): void {
    this.scene.digest.fold(fact.stateDigest);
    this.scene.facts.applied.push(fact);
  }

  private afterStep(): void {
    this.scene.facts.program = this.program;
    this.syncDisk();
  }

  private syncDisk(): void {
    const { queue, now, event } = this.scene;
    const endsAt = this.disk.beginSync(now);
    if (endsAt >= 0) queue.push(endsAt, eventKinds.disk, this.id, this.incarnation, event, null);
  }

  private queueAlarm(cause: number): void {
    if (this.alarmAt === noAlarm || !this.scene.timersRun) return;
    const due = this.clock.trueAt(this.alarmAt, this.scene.now);
    if (due >= this.alarmQueuedAt) return;
    this.alarmQueuedAt = due;
    this.scene.queue.push(due, eventKinds.alarm, this.id, 0, cause, null);
  }
}
