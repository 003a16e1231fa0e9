// What a run must have reached to prove anything: counted as it goes, judged at the end.

import type { Observer } from './checkers/checker.ts';
import type { Cluster } from './cluster.ts';
import type { Nemesis } from './nemesis.ts';
import type { GoalCondition, SometimesPlan } from './plan.ts';
import type { Scene } from './scene.ts';
import type { GoalReport } from './verdict.ts';

export class Sometimes {
  private readonly scene: Scene;
  private readonly cluster: Cluster;
  private readonly goals: readonly SometimesPlan[];
  private readonly watchesMessages: boolean;
  private readonly watchesLeaders: boolean;
  private readonly messages: Map<string, number> = new Map();
  private readonly returned = { ok: 0, failed: 0, unknown: 0, pending: 0 };
  private mostLeaders = 0;
  private crashes = 0;
  private starts = 0;

  constructor(scene: Scene, cluster: Cluster) {
    this.scene = scene;
    this.cluster = cluster;
    this.goals = scene.plan.checks.sometimes;
    this.watchesMessages = this.goals.some((goal) => goal.that.kind === 'message');
    this.watchesLeaders = this.goals.some((goal) => goal.that.kind === 'leaders');
  }

  afterEvent(): void {
    if (this.goals.length === 0) return;
    const { facts } = this.scene;
    if (facts.kind === 'crash') this.crashes++;
    else if (facts.kind === 'start') this.starts++;
    for (let i = 0; i < facts.returned.count; i++) this.returned[facts.returned.at(i).state]++;
    if (this.watchesMessages && facts.message !== null) {
      const { kind } = facts.message;
      this.messages.set(kind, (this.messages.get(kind) ?? 0) + 1);
    }
    if (this.watchesLeaders) this.mostLeaders = Math.max(this.mostLeaders, this.cluster.leaders());
  }

  /** `observers`: who counts occurrences. */
  report(observers: readonly Observer[], nemesis: Nemesis): readonly GoalReport[] {
    return this.goals.map((goal) => {
      const count = this.countOf(goal.that, observers, nemesis);
      const status = count >= goal.atLeast ? 'reached' : 'not-reached';
      return { kind: 'sometimes', name: goal.name, status, detail: `${count} of at least ${goal.atLeast}` };
    });
  }

  private countOf(that: GoalCondition, observers: readonly Observer[], nemesis: Nemesis): number {
    switch (that.kind) {
      case 'occurrence':
        return countOccurrences(observers, that.event);
      case 'message':
        return this.messages.get(that.message) ?? 0;
      case 'leaders':
        return this.mostLeaders;
      case 'fault':
        return nemesis.strikes[this.scene.plan.faults.findIndex((fault) => fault.id === that.id)] ?? 0;
      case 'operation':
        return this.returned[that.state];
      case 'crash':
        return this.crashes;
      case 'restart':
        return Math.max(0, this.starts - this.cluster.size);
    }
  }
}

export function countOccurrences(observers: readonly Observer[], event: string): number {
  let count = 0;
  for (const observer of observers) count += observer.occurrences?.().get(event) ?? 0;
  return count;
}
