// What every part of one run shares: the instant, the queue, the facts of the event and the digest.

import { DecisionBook } from './decision.ts';
import { Facts } from './facts.ts';
import { Digest } from './kernel/digest.ts';
import { EventQueue } from './kernel/event-queue.ts';
import { Network } from './network.ts';
import type { FaultPlan, Plan } from './plan.ts';
import type { ProgramKind } from './program.ts';

export class Scene {
  /** Virtual time, µs. */
  now = 0;
  /** The event being handled; counts from 1. */
  event = 0;
  readonly plan: Plan;
  readonly seed: number;
  readonly kind: ProgramKind;
  readonly book: DecisionBook;
  readonly queue: EventQueue = new EventQueue();
  readonly facts: Facts = new Facts();
  readonly digest: Digest = new Digest();
  readonly network: Network;
  /** The fault that struck in this event; null = none. */
  struck: FaultPlan | null = null;
  /** The nodes that faults keep under a name. */
  readonly bound: Map<string, readonly number[]> = new Map();

  constructor(plan: Plan, seed: number, kind: ProgramKind) {
    this.plan = plan;
    this.seed = seed;
    this.kind = kind;
    this.book = new DecisionBook(plan);
    this.network = new Network(plan.nodes, seed, plan.network, kind, this.queue, this.book);
  }
}
