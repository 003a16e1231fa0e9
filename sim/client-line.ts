// The way between one client and the servers: how long a request or an answer takes, and which are lost.

import { type CallSlot, emptySlot } from './call-slot.ts';
import { clientLanes } from './decision.ts';
import type { DecisionStream } from './decision-stream.ts';
import type { Operation } from './history.ts';
import { eventKinds } from './kernel/event-kinds.ts';
import type { ClientRequest, Outcome } from './program.ts';
import type { Scene } from './scene.ts';

/** A request id is sequence × this + attempt, so that both can be read from it. */
export const attemptsPerSequence = 4096;

/** One attempt at an operation. */
export function requestOf(
  { client, sequence, command }: Operation,
  request: number,
  acknowledgedBelow: number,
): ClientRequest {
  return { client, request, sequence, acknowledgedBelow, command };
}

export class ClientLine {
  private readonly scene: Scene;
  private readonly client: number;
  private readonly decisions: DecisionStream;
  private answers = 0;

  constructor(scene: Scene, client: number, decisions: DecisionStream) {
    this.scene = scene;
    this.client = client;
    this.decisions = decisions;
  }

  /** The client's `attempt`-th request. */
  send(request: ClientRequest, node: number, attempt: number): void {
    const { scene, decisions } = this;
    const { clientLatency, clientLoss } = scene.clientLinks[node]!;
    if (decisions.happens(clientLoss, attempt, clientLanes.lost)) return;
    const latency = decisions.duration(clientLatency, attempt, clientLanes.latency);
    scene.queue.push(scene.now + latency, eventKinds.request, node, 0, scene.event, request);
  }

  /** There at once. */
  hand(request: ClientRequest, node: number): void {
    const { queue, event } = this.scene;
    queue.pushNext(eventKinds.request, node, 0, event, request);
  }

  /** Another attempt at this operation, there at once; true: it is on its way. */
  repeat(operation: Operation, slots: readonly CallSlot[], node: number): boolean {
    const slot = slots.find((one) => one.operation === operation) ?? emptySlot();
    slot.attempt++;
    slot.undecided++;
    // Nothing from here on is known to be answered: it may be the first attempt, under way for long.
    const request = operation.sequence * attemptsPerSequence + slot.attempt;
    this.hand(requestOf(operation, request, 1), node);
    return true;
  }

  /** Takes a node's answer and brings it to the client, if the network does. */
  carryAnswer(request: number, outcome: Outcome, node: number): void {
    const { scene, decisions } = this;
    this.answers++;
    const { clientLatency, clientLoss } = scene.clientLinks[node]!;
    if (decisions.happens(clientLoss, this.answers, clientLanes.answerLost)) return;
    const latency = decisions.duration(clientLatency, this.answers, clientLanes.answerLatency);
    scene.queue.push(scene.now + latency, eventKinds.answer, this.client, request, scene.event, {
      outcome,
      node,
    });
  }
}
