// What every part of one run shares: the instant, the queue, the facts of the event and the digest.

import { DecisionBook } from './decision.ts';
import { Facts } from './facts.ts';
import type { Strike } from './fault.ts';
import { Digest } from './kernel/digest.ts';
import { EventQueue } from './kernel/event-queue.ts';
import { Mailbox } from './mailbox.ts';
import { Network } from './network.ts';
import type { NetworkPlan, Plan } from './plan.ts';
import type { ProgramKind } from './program.ts';
import { Schedule } from './schedule.ts';

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
  /** Between clients and each node, by its number. */
  readonly clientLinks: readonly Pick<NetworkPlan, 'clientLatency' | 'clientLoss'>[];
  /** What struck in this event, and the marks set. Emptied before the next. */
  readonly struck: Strike[] = [];
  readonly marks: string[] = [];
  /** Where messages wait for a script, if the plan says so, until the calm. */
  readonly mailbox: Mailbox = new Mailbox();
  /** What delivers by priority, if the plan says so, until the calm. */
  readonly schedule: Schedule | null;
  /** Whether alarms ring by themselves. */
  timersRun: boolean;
  /** The nodes that faults keep under a name. */
  readonly bound: Map<string, readonly number[]> = new Map();

  constructor(plan: Plan, seed: number, kind: ProgramKind) {
    this.plan = plan;
    this.seed = seed;
    this.kind = kind;
    this.book = new DecisionBook(plan);
    this.timersRun = plan.timers === 'running';
    this.clientLinks = Array.from({ length: plan.nodes + 1 }, (_, node) => clientLink(plan.network, node));
    this.network = new Network(plan.nodes, seed, plan.network, kind, this.queue, this.book);
    if (plan.network.delivery === 'manual') this.network.mailbox = this.mailbox;
    const { schedule } = plan.network;
    this.schedule =
      schedule === undefined
        ? null
        : new Schedule(schedule, plan.nodes, kind.messageKinds ?? [], seed, this.queue, this.book);
    this.network.schedule = this.schedule;
  }
}

function clientLink(
  { clientLatency, clientLoss, clientLinks }: NetworkPlan,
  node: number,
): Pick<NetworkPlan, 'clientLatency' | 'clientLoss'> {
  const own = clientLinks.find((link) => link.node === node);
  return { clientLatency: own?.latency ?? clientLatency, clientLoss: own?.loss ?? clientLoss };
}
