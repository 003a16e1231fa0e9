// When faults strike: at a time, every so often, with an event or a state, or after another fault.
// What an `on` trigger waits for is a matter of messages.

import type { Cluster } from './cluster.ts';
import { ConditionWatch } from './condition-watch.ts';
import { faultLanes } from './decision.ts';
import type { DecisionStream } from './decision-stream.ts';
import type { FaultPlan, Trigger } from './fault.ts';
import type { Happenings } from './happenings.ts';
import { eventKinds } from './kernel/event-kinds.ts';
import type { Scene } from './scene.ts';

interface When {
  readonly position: number;
  readonly trigger: Extract<Trigger, { kind: 'when' }>;
  readonly watch: ConditionWatch;
  /** The last instant for which it is to be looked at again. */
  queuedFor: number;
}

export class Triggers {
  /** Strikes that were due, by fault. */
  readonly strikes: number[];
  private readonly scene: Scene;
  private readonly decisions: readonly DecisionStream[];
  private readonly whens: readonly When[];
  private readonly hasFollowers: boolean;
  private readonly struck: Set<string> = new Set();

  constructor(scene: Scene, cluster: Cluster, happenings: Happenings, decisions: readonly DecisionStream[]) {
    this.scene = scene;
    this.decisions = decisions;
    const { faults } = scene.plan;
    this.strikes = faults.map(() => 0);
    this.whens = faults.flatMap(({ trigger }, position): When[] => {
      if (trigger.kind !== 'when') return [];
      const watch = new ConditionWatch(trigger.that, scene, cluster, happenings);
      return [{ position, trigger, watch, queuedFor: -1 }];
    });
    this.hasFollowers = faults.some(({ trigger }) => trigger.kind === 'after' || 'since' in trigger);
  }

  /** Plans the first strike of each fault that goes by the clock. */
  start(): void {
    this.scene.plan.faults.forEach(({ trigger }, position) => {
      if (trigger.kind === 'at') this.plan(position, trigger.at);
      if (trigger.kind === 'every') this.plan(position, trigger.from + this.gap(position, trigger));
    });
  }

  /** A strike is due: counts it and plans the next one of a fault that repeats. Returns how many there have been. */
  begin(position: number): number {
    const strikes = ++this.strikes[position]!;
    const { trigger } = this.scene.plan.faults[position]!;
    if (trigger.kind === 'every' && (trigger.times === 0 || strikes < trigger.times)) {
      this.plan(position, this.scene.now + this.gap(position, trigger));
    }
    return strikes;
  }

  /** After every event of the chaos. */
  afterEvent(): void {
    const { struck } = this.scene;
    if (this.hasFollowers && struck.length > 0) for (const { id } of struck) this.follow(id);
    for (const when of this.whens) {
      const times = when.watch.afterEvent();
      if (times > 0) this.strikeNow(when);
      this.lookAgain(when);
    }
  }

  /** A state should have lasted long enough by now. False where it has not. */
  onWatch(position: number): boolean {
    const when = this.whens.find((one) => one.position === position)!;
    if (when.watch.dueAt !== this.scene.now) return false;
    when.watch.dueAt = -1;
    return this.isDue(when);
  }

  /** Whether a fault that waits for another need not wait any longer. */
  isArmed(since: string | null): boolean {
    return since === null || this.struck.has(since);
  }

  private isDue({ position, trigger }: When): boolean {
    if (!this.isArmed(trigger.since)) return false;
    return trigger.times === 0 || this.strikes[position]! < trigger.times;
  }

  private strikeNow(when: When): void {
    if (!this.isDue(when)) return;
    const { queue, event } = this.scene;
    queue.pushNext(eventKinds.faultBegins, 0, when.position, event, null);
  }

  private lookAgain(when: When): void {
    const { dueAt } = when.watch;
    if (dueAt < 0 || dueAt === when.queuedFor) return;
    when.queuedFor = dueAt;
    const { queue, event } = this.scene;
    queue.push(dueAt, eventKinds.watch, 0, when.position, event, null);
  }

  private follow(id: string): void {
    this.struck.add(id);
    const { plan, queue, now, event } = this.scene;
    plan.faults.forEach(({ trigger }: FaultPlan, position) => {
      if (trigger.kind !== 'after' || trigger.fault !== id) return;
      const strikes = this.strikes[position]!;
      if (trigger.times !== 0 && strikes >= trigger.times) return;
      const delay = this.decisions[position]!.duration(trigger.delay, strikes + 1, faultLanes.gap);
      if (delay === 0) queue.pushNext(eventKinds.faultBegins, 0, position, event, null);
      else queue.push(now + delay, eventKinds.faultBegins, 0, position, event, null);
    });
  }

  private gap(position: number, trigger: Extract<Trigger, { kind: 'every' }>): number {
    const ordinal = this.strikes[position]! + 1;
    // Lest time stand still.
    return Math.max(1, this.decisions[position]!.duration(trigger.every, ordinal, faultLanes.gap));
  }

  private plan(position: number, at: number): void {
    const { plan, queue, event } = this.scene;
    const { trigger } = plan.faults[position]!;
    const until = trigger.kind === 'every' ? Math.min(trigger.until, plan.run.chaos) : plan.run.chaos;
    if (at < until) queue.push(at, eventKinds.faultBegins, 0, position, event, null);
  }
}
