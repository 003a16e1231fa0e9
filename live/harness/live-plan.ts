// What a config file asks of a live run: the course's part of a plan, and what the network does to replicas.

import type { CoursePlan } from '../../sim/course/plan.ts';
import type { Distribution, Plan, Threshold } from '../../sim/plan.ts';

export interface LivePlan {
  /** IDs of the replicas, first to last. */
  readonly names: readonly string[];
  readonly course: CoursePlan;
  /** Of each message between replicas. */
  readonly loss: Threshold;
  /** One way, ms, on top of what the machine itself takes. */
  readonly delayMs: { readonly replica: number; readonly client: number };
}

export function livePlanOf({ names, course, network }: Plan): LivePlan {
  if (course === undefined) throw new Error('a live run takes the plan of a course');
  return {
    names,
    course,
    loss: network.defaults.loss,
    delayMs: { replica: extraMs(network.defaults.latency), client: extraMs(network.clientLatency) },
  };
}

/** Fractions of a millisecond are what the loopback takes anyway. */
function extraMs(latency: Distribution): number {
  return latency.kind === 'constant' ? Math.floor(latency.value / 1000) : 0;
}
