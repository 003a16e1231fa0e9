// What a run must have reached to prove anything: counted as it goes, judged at the end.

import type { Cluster } from './cluster.ts';
import { ConditionWatch } from './condition-watch.ts';
import type { Happenings } from './happenings.ts';
import type { SometimesPlan } from './plan.ts';
import type { Scene } from './scene.ts';
import type { GoalReport } from './verdict.ts';

export class Sometimes {
  private readonly goals: readonly SometimesPlan[];
  private readonly watches: readonly ConditionWatch[];
  private readonly counts: number[];

  constructor(scene: Scene, cluster: Cluster, happenings: Happenings) {
    this.goals = scene.plan.checks.sometimes;
    this.watches = this.goals.map(({ that }) => new ConditionWatch(that, scene, cluster, happenings));
    this.counts = this.goals.map(() => 0);
  }

  afterEvent(): void {
    const { watches, counts } = this;
    for (let i = 0; i < watches.length; i++) counts[i]! += watches[i]!.afterEvent();
  }

  report(): readonly GoalReport[] {
    return this.goals.map(({ name, atLeast, perSeeds }, position) => {
      const count = this.counts[position]!;
      const status = count >= atLeast ? 'reached' : 'not-reached';
      const report = { kind: 'sometimes', name, status, detail: `${count} of at least ${atLeast}` } as const;
      return perSeeds === undefined ? report : { ...report, perSeeds };
    });
  }
}
