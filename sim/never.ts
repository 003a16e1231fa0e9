// What must not come about: the first time it does ends the run, at exactly that event.

import type { Violation } from './checkers/checker.ts';
import type { Cluster } from './cluster.ts';
import { ConditionWatch } from './condition-watch.ts';
import type { Happenings } from './happenings.ts';
import type { NeverPlan } from './plan.ts';
import type { Scene } from './scene.ts';
import type { GoalReport } from './verdict.ts';

export class Never {
  private readonly scene: Scene;
  private readonly plans: readonly NeverPlan[];
  private readonly watches: readonly ConditionWatch[];
  private broken: NeverPlan | null = null;

  constructor(scene: Scene, cluster: Cluster, happenings: Happenings) {
    this.scene = scene;
    this.plans = scene.plan.checks.never;
    this.watches = this.plans.map(({ that }) => new ConditionWatch(that, scene, cluster, happenings));
  }

  afterEvent(): Violation | null {
    const { watches } = this;
    let violation: Violation | null = null;
    // All of them, for each follows what happens.
    for (let i = 0; i < watches.length; i++) {
      if (watches[i]!.afterEvent() > 0) violation ??= this.violation(this.plans[i]!);
    }
    return violation;
  }

  report(): readonly GoalReport[] {
    return this.plans.map((plan) => ({
      kind: 'never',
      name: plan.name,
      status: plan === this.broken ? 'not-reached' : 'reached',
      detail: plan === this.broken ? 'it happened' : 'it did not happen',
    }));
  }

  private violation(plan: NeverPlan): Violation {
    this.broken = plan;
    const { facts } = this.scene;
    return {
      property: `never ${plan.name}`,
      source: 'the scenario (expect.never)',
      scope: 'end-to-end',
      event: facts.event,
      at: facts.at,
      node: facts.node,
      message: `What must never happen did: ${plan.name}`,
      evidence: { condition: plan.that.kind },
    };
  }
}
