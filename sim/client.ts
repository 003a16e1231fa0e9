// One client: a session with several calls in flight, timeouts of unknown outcome, and retries to any server.

import {
  type CallSlot,
  emptySlot,
  freePosition,
  type Ledger,
  lowestOutstanding,
  noTimer,
  occupy,
  pendingSince,
} from './call-slot.ts';
import { attemptsPerSequence, ClientLine, requestOf } from './client-line.ts';
import { clientLanes } from './decision.ts';
import { DecisionStream } from './decision-stream.ts';
import { calledOperation, type Operation } from './history.ts';
import { eventKinds } from './kernel/event-kinds.ts';
import type { Command } from './kv-model.ts';
import { OpenLoop, turnPosition } from './open-loop.ts';
import type { Outcome } from './program.ts';
import type { Scene } from './scene.ts';
import { SeenValues } from './seen-values.ts';
import type { Workload } from './workload.ts';

/** µs before asking again when no leader is known. */
const redirectPause = 20_000;

export class Client {
  readonly id: number;
  readonly line: ClientLine;
  /** What it called last. */
  lastOperation: Operation | null = null;
  private readonly scene: Scene;
  private readonly workload: Workload;
  private readonly ledger: Ledger;
  private readonly decisions: DecisionStream;
  private readonly loop: OpenLoop | null = null;
  readonly slots: CallSlot[] = [];
  private readonly seen: SeenValues;
  private sequence = 0;
  private calls = 0;
  private attempts = 0;
  /** The server last known to lead; 0 = unknown. */
  private leader = 0;
  /** Sequences below this one are finished. */
  private acknowledgedBelow = 1;
  /** Answered `ok` since the calm began. */
  servedSinceCalm = 0;

  constructor(scene: Scene, id: number, workload: Workload, ledger: Ledger) {
    this.scene = scene;
    this.id = id;
    this.workload = workload;
    this.ledger = ledger;
    this.decisions = new DecisionStream(scene.seed, `client/${id}`, scene.book);
    this.line = new ClientLine(scene, id, this.decisions);
    this.seen = new SeenValues(workload);
    const { arrival } = workload.plan;
    if (arrival.kind === 'open') {
      this.loop = new OpenLoop(scene, id, workload, arrival.every, this.decisions);
      return;
    }
    for (let i = 0; i < workload.plan.inFlight; i++) this.slots.push(emptySlot());
  }

  /** Plans the first calls. */
  start(): void {
    const { from } = this.workload.plan;
    this.loop?.start();
    this.slots.forEach((slot, position) => {
      slot.phase = 'thinking';
      this.setTimer(slot, position, from);
    });
  }

  /** Calls without an answer, invoked before `event`. */
  pendingSince(event: number): number {
    return pendingSince(this.slots, event);
  }

  /** A timer event for a slot, or the open loop's turn. False when it was put off. */
  onTimer(position: number): boolean {
    if (position === turnPosition) return this.onTurn();
    const slot = this.slots[position]!;
    const { now } = this.scene;
    if (now !== slot.timerQueuedAt) return false;
    slot.timerQueuedAt = noTimer;
    if (slot.timerAt > now) {
      // No event of its own: what set the timer stays its cause.
      if (slot.timerAt !== noTimer) this.queueTimer(slot, position, this.scene.queue.cause);
      return false;
    }
    slot.timerAt = noTimer;
    switch (slot.phase) {
      case 'idle':
        return false;
      case 'thinking':
        this.call(slot, position);
        return true;
      case 'pausing':
        this.attempt(slot, position);
        return true;
      case 'waiting':
        this.onTimeout(slot, position);
        return true;
    }
  }

  /** A call that a fault or a step asks for, at this node (0: where it would call): one attempt, answered or not. */
  order(command: Command, node: number): void {
    const position = freePosition(this.slots);
    const slot = this.slots[position]!;
    slot.isOrdered = true;
    slot.aim = node;
    this.sequence++;
    this.invoke(slot, position, command);
  }

  /** Sends its last call once more, as one that has heard no answer does; false: it has made none. */
  repeat(node: number): boolean {
    return this.lastOperation !== null && this.line.repeat(this.lastOperation, this.slots, node);
  }

  /** It may call again: places that stood idle begin anew. */
  resume(): void {
    if (this.loop !== null) return;
    this.slots.forEach((slot, position) => {
      if (slot.phase !== 'idle' || slot.isOrdered || position >= this.workload.plan.inFlight) return;
      slot.phase = 'thinking';
      this.setTimer(slot, position, this.scene.now);
    });
  }

  /** An answer arrives; false when nobody waits for it any more. */
  onAnswer(request: number, outcome: Outcome, from: number): boolean {
    const sequence = Math.floor(request / attemptsPerSequence);
    const position = this.slots.findIndex((slot) => slot.operation?.sequence === sequence);
    if (position < 0) return false;
    const slot = this.slots[position]!;
    if (outcome.kind === 'ok') {
      this.leader = from;
      slot.operation!.result = outcome.result;
      this.seen.note(slot.operation!.command, outcome.result);
      this.finish(slot, position, 'ok');
      return true;
    }
    if (outcome.kind !== 'unknown') slot.undecided--;
    if (slot.phase !== 'waiting' || request !== sequence * attemptsPerSequence + slot.attempt) return true;
    if (slot.isOrdered) this.giveUp(slot, position);
    else this.onSetback(slot, position, outcome, from);
    return true;
  }

  private onSetback(
    slot: CallSlot,
    position: number,
    outcome: Exclude<Outcome, { kind: 'ok' }>,
    from: number,
  ): void {
    switch (outcome.kind) {
      case 'refused':
        this.giveUp(slot, position);
        return;
      case 'redirect':
        if (outcome.leader !== 0 && outcome.leader !== from) {
          this.leader = outcome.leader;
          this.attempt(slot, position);
          return;
        }
        this.leader = 0;
        this.pause(slot, position);
        return;
      case 'unknown':
        this.leader = 0;
        if (this.workload.plan.retry === 'same-id') this.pause(slot, position);
        else this.giveUp(slot, position);
        return;
    }
  }

  private onTimeout(slot: CallSlot, position: number): void {
    slot.timeouts++;
    if (this.leader === slot.target) this.leader = 0;
    const { retry, attempts } = this.workload.plan;
    if (retry === 'same-id' && slot.timeouts < attempts && !slot.isOrdered) this.attempt(slot, position);
    else this.giveUp(slot, position);
  }

  private giveUp(slot: CallSlot, position: number): void {
    const command = slot.operation!.command;
    const state = slot.undecided === 0 ? 'failed' : 'unknown';
    const again = state === 'unknown' && !slot.isOrdered && this.workload.plan.retry === 'new-id';
    this.finish(slot, position, state);
    if (again && slot.operation === null && this.scene.now < this.workload.plan.until) {
      this.invoke(slot, position, this.workload.again(command, this.id, ++this.sequence, this.seen.values));
    }
  }

  private finish(slot: CallSlot, position: number, state: 'ok' | 'failed' | 'unknown'): void {
    const operation = slot.operation!;
    const { scene, ledger } = this;
    operation.state = state;
    operation.returnedEvent = scene.event;
    operation.returnedAt = scene.now;
    scene.facts.returned.push(operation);
    ledger[state]++;
    if (state === 'ok') this.servedSinceCalm++;
    slot.operation = null;
    slot.timerAt = noTimer;
    this.acknowledgedBelow = lowestOutstanding(this.slots, this.sequence + 1);
    const { arrival } = this.workload.plan;
    if (arrival.kind === 'open' || slot.isOrdered) {
      slot.phase = 'idle';
      slot.isOrdered = false;
      slot.aim = 0;
      return;
    }
    slot.phase = 'thinking';
    const think = this.decisions.duration(
      this.workload.every ?? arrival.think,
      this.calls,
      clientLanes.think,
    );
    this.setTimer(slot, position, scene.now + think);
  }

  /** The open loop's n-th turn: a call, whatever is outstanding. */
  private onTurn(): boolean {
    if (!this.workload.isStopped) {
      const position = freePosition(this.slots);
      this.call(this.slots[position]!, position);
    }
    this.loop?.next();
    return true;
  }

  private call(slot: CallSlot, position: number): void {
    const { plan } = this.workload;
    if (
      this.workload.isStopped ||
      this.scene.now >= plan.until ||
      (plan.operations > 0 && this.calls >= plan.operations)
    ) {
      slot.phase = 'idle';
      return;
    }
    const { id, decisions, seen } = this;
    const command = this.workload.command(decisions, this.calls + 1, id, ++this.sequence, seen.values);
    this.invoke(slot, position, command);
  }

  private invoke(slot: CallSlot, position: number, command: Command): void {
    const { scene } = this;
    this.calls++;
    const operation = calledOperation(this.ledger.nextOperation++, this.id, this.sequence, command, scene);
    this.lastOperation = operation;
    scene.facts.invoked.push(operation);
    occupy(slot, operation);
    this.attempt(slot, position);
  }

  private attempt(slot: CallSlot, position: number): void {
    const { scene } = this;
    const operation = slot.operation!;
    this.attempts++;
    slot.attempt = (slot.attempt + 1) % attemptsPerSequence;
    slot.undecided++;
    slot.phase = 'waiting';
    slot.target = slot.aim === 0 ? this.chooseNode() : slot.aim;
    this.setTimer(slot, position, scene.now + this.workload.plan.timeout);
    const request = operation.sequence * attemptsPerSequence + slot.attempt;
    scene.digest.fold(request);
    const asked = requestOf(operation, request, this.acknowledgedBelow);
    if (slot.isOrdered) this.line.hand(asked, slot.target);
    else this.line.send(asked, slot.target, this.attempts);
  }

  private pause(slot: CallSlot, position: number): void {
    slot.phase = 'pausing';
    this.setTimer(slot, position, this.scene.now + redirectPause);
  }

  private chooseNode(): number {
    if (this.leader !== 0 && this.workload.plan.target === 'leader') return this.leader;
    return 1 + this.decisions.pick(this.scene.plan.nodes, this.attempts, clientLanes.node);
  }

  private setTimer(slot: CallSlot, position: number, at: number): void {
    slot.timerAt = at;
    if (at < slot.timerQueuedAt) this.queueTimer(slot, position, this.scene.event);
  }

  private queueTimer(slot: CallSlot, position: number, cause: number): void {
    slot.timerQueuedAt = slot.timerAt;
    this.scene.queue.push(slot.timerAt, eventKinds.clientTimer, this.id, position, cause, null);
  }
}
