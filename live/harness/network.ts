// What lies between replicas: it carries, drops and cuts off as the config file says.

import type { Belief } from '../../sim/course/belief.ts';
import { DecisionStream } from '../../sim/decision-stream.ts';
import type { LivePlan } from './live-plan.ts';

export type Fate = 'carried' | 'dropped' | 'blocked';

/** Lane of a message's one decision. */
const lossLane = 0;

export class Network {
  sent = 0;
  dropped = 0;
  blocked = 0;
  private readonly plan: LivePlan;
  private readonly seed: number;
  private readonly belief: Belief;
  /** By link: its decisions, and how many messages it was given. */
  private readonly links: Map<string, { readonly decisions: DecisionStream; count: number }> = new Map();

  constructor(plan: LivePlan, seed: number, belief: Belief) {
    this.plan = plan;
    this.seed = seed;
    this.belief = belief;
  }

  /** Of the next message of this link. */
  fateOf(from: number, to: number): Fate {
    this.sent++;
    const link = this.link(from, to);
    const isLost = link.decisions.happens(this.plan.loss, ++link.count, lossLane);
    if (this.belief.isInMajority(from) !== this.belief.isInMajority(to)) {
      this.blocked++;
      return 'blocked';
    }
    if (!isLost) return 'carried';
    this.dropped++;
    return 'dropped';
  }

  private link(from: number, to: number): { readonly decisions: DecisionStream; count: number } {
    const name = `live/link/${from}>${to}`;
    const known = this.links.get(name);
    if (known !== undefined) return known;
    const link = { decisions: new DecisionStream(this.seed, name, { of: () => null }), count: 0 };
    this.links.set(name, link);
    return link;
  }
}
