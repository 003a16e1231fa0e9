// One client: a session with several calls in flight, timeouts of unknown outcome, and retries to any server.

import { type CallSlot, emptySlot, type Ledger, lowestOutstanding, noTimer } from './call-slot.ts';
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
    for (let i = 0; i < workload.plan.inFlight; i++) {
      this.slots.push(emptySlot());
    }
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
    let pending = 0;
    for (const slot of this.slots) {
      if (slot.operation !== null && slot.operation.invokedEvent < event) pending++;
    }
    return pending;
  }

  /** A timer event for a slot, or the open loop's tick (position = number of slots). False when it was put off. */
  onTimer(position: number): boolean {
    if (position === this.slots.length) return this.onTick();
    const slot = this.slots[position]!;
    const { now } = this.scene;
    if (now !== slot.timerQueuedAt) return false;
    slot.timerQueuedAt = noTimer;
    if (slot.timerAt > now) {
      if (slot.timerAt !== noTimer) this.queueTimer(slot, position);
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

  /** The open loop's n-th turn: a call, if there is room for one, and the next turn. */
  private onTick(): boolean {
    const { plan } = this.workload;
    if (plan.arrival.kind !== 'open') return false;
    const free = this.slots.findIndex((slot) => slot.operation === null);
    if (free >= 0) this.call(this.slots[free]!, free);
    const next = this.scene.now + this.tickGap(plan.arrival.every);
    if (next < plan.until) this.queueTick(next);
    return free >= 0;
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
    const sequence = ++this.sequence;
    this.invoke(
      slot,
      position,
      this.workload.command(this.decisions, this.calls + 1, this.id, sequence, this.seen.values),
    );
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
    slot.operation = operation;
    slot.attempt = 0;
    slot.undecided = 0;
    slot.timeouts = 0;
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
    if (at < slot.timerQueuedAt) this.queueTimer(slot, position);
  }

  private queueTimer(slot: CallSlot, position: number): void {
    slot.timerQueuedAt = slot.timerAt;
    this.scene.queue.push(slot.timerAt, eventKinds.clientTimer, this.id, position, this.scene.event, null);
  }

  private queueTick(at: number): void {
    this.scene.queue.push(at, eventKinds.clientTimer, this.id, this.slots.length, this.scene.event, null);
  }
}
