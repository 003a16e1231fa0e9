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
import { clientLanes } from './decision.ts';
import { DecisionStream } from './decision-stream.ts';
import type { Operation } from './history.ts';
import { eventKinds } from './kernel/event-kinds.ts';
import type { Command } from './kv-model.ts';
import type { Distribution } from './plan.ts';
import type { ClientRequest, Outcome } from './program.ts';
import type { Scene } from './scene.ts';
import { SeenValues } from './seen-values.ts';
import type { Workload } from './workload.ts';

/** A request id is sequence × this + attempt, so that both can be read from it. */
export const attemptsPerSequence = 4096;
/** µs before asking again when no leader is known. */
const redirectPause = 20_000;
/** The position of the open loop's own timer, beside those of the slots. */
const tickPosition = -1;

export class Client {
  readonly id: number;
  private readonly scene: Scene;
  private readonly workload: Workload;
  private readonly ledger: Ledger;
  private readonly decisions: DecisionStream;
  private readonly slots: CallSlot[] = [];
  private readonly seen: SeenValues;
  private sequence = 0;
  private calls = 0;
  private ticks = 0;
  private attempts = 0;
  private answers = 0;
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
    this.seen = new SeenValues(workload);
    if (workload.plan.arrival.kind === 'open') return;
    for (let i = 0; i < workload.plan.inFlight; i++) this.slots.push(emptySlot());
  }

  /** Plans the first calls. */
  start(): void {
    const { arrival, from } = this.workload.plan;
    if (arrival.kind === 'open') {
      this.queueTick(from + this.tickGap(arrival.every));
      return;
    }
    this.slots.forEach((slot, position) => {
      slot.phase = 'thinking';
      this.setTimer(slot, position, from);
    });
  }

  /** Calls without an answer, invoked before `event`. */
  pendingSince(event: number): number {
    return pendingSince(this.slots, event);
  }

  /** A timer event for a slot, or the open loop's tick. False when it was put off. */
  onTimer(position: number): boolean {
    if (position === tickPosition) return this.onTick();
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
    this.onSetback(slot, position, outcome, from);
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
    if (retry === 'same-id' && slot.timeouts < attempts) this.attempt(slot, position);
    else this.giveUp(slot, position);
  }

  private giveUp(slot: CallSlot, position: number): void {
    const command = slot.operation!.command;
    const state = slot.undecided === 0 ? 'failed' : 'unknown';
    const again = state === 'unknown' && this.workload.plan.retry === 'new-id';
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
    if (arrival.kind === 'open') {
      slot.phase = 'idle';
      return;
    }
    slot.phase = 'thinking';
    const think = this.decisions.duration(arrival.think, this.calls, clientLanes.think);
    this.setTimer(slot, position, scene.now + think);
  }

  /** The open loop's n-th turn: a call, whatever is outstanding, and the next turn. */
  private onTick(): boolean {
    const { arrival, until } = this.workload.plan;
    if (arrival.kind !== 'open') return false;
    const position = freePosition(this.slots);
    this.call(this.slots[position]!, position);
    const next = this.scene.now + this.tickGap(arrival.every);
    if (next < until) this.queueTick(next);
    return true;
  }

  /** At least 1 µs, lest time stand still. */
  private tickGap(every: Distribution): number {
    return Math.max(1, this.decisions.duration(every, ++this.ticks, clientLanes.think));
  }

  private call(slot: CallSlot, position: number): void {
    const { plan } = this.workload;
    if (this.scene.now >= plan.until || (plan.operations > 0 && this.calls >= plan.operations)) {
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
    const operation: Operation = {
      id: this.ledger.nextOperation++,
      client: this.id,
      sequence: this.sequence,
      command,
      invokedEvent: scene.event,
      invokedAt: scene.now,
      state: 'pending',
      returnedEvent: -1,
      returnedAt: -1,
      result: null,
    };
    scene.facts.invoked.push(operation);
    occupy(slot, operation);
    this.attempt(slot, position);
  }

  private attempt(slot: CallSlot, position: number): void {
    const { scene, decisions } = this;
    const operation = slot.operation!;
    this.attempts++;
    slot.attempt = (slot.attempt + 1) % attemptsPerSequence;
    slot.undecided++;
    slot.phase = 'waiting';
    slot.target = this.chooseNode();
    this.setTimer(slot, position, scene.now + this.workload.plan.timeout);
    const request: ClientRequest = {
      client: this.id,
      request: operation.sequence * attemptsPerSequence + slot.attempt,
      sequence: operation.sequence,
      acknowledgedBelow: this.acknowledgedBelow,
      command: operation.command,
    };
    scene.digest.fold(request.request);
    const { clientLatency, clientLoss } = scene.plan.network;
    if (decisions.happens(clientLoss, this.attempts, clientLanes.lost)) return;
    const latency = decisions.duration(clientLatency, this.attempts, clientLanes.latency);
    scene.queue.push(scene.now + latency, eventKinds.request, slot.target, 0, scene.event, request);
  }

  /** Takes a node's answer and brings it to the client, if the network does. */
  carryAnswer(request: number, outcome: Outcome, node: number): void {
    const { scene, decisions } = this;
    this.answers++;
    const { clientLatency, clientLoss } = scene.plan.network;
    if (decisions.happens(clientLoss, this.answers, clientLanes.answerLost)) return;
    const latency = decisions.duration(clientLatency, this.answers, clientLanes.answerLatency);
    scene.queue.push(scene.now + latency, eventKinds.answer, this.id, request, scene.event, {
      outcome,
      node,
    });
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

  private queueTick(at: number): void {
    this.scene.queue.push(at, eventKinds.clientTimer, this.id, tickPosition, this.scene.event, null);
  }
}
