// What injects the faults: every planned fault strikes by its trigger, within the limits, and ends
// after its duration or when the calm begins.

import { type ActiveFault, endFault, startIfDown } from './active-fault.ts';
import type { Cluster } from './cluster.ts';
import { faultLanes } from './decision.ts';
import { DecisionStream } from './decision-stream.ts';
import { eventKinds } from './kernel/event-kinds.ts';
import { betweenGroups, type Cut, oneWay, split } from './partition.ts';
import type { FaultPlan, Selector } from './plan.ts';
import type { Scene } from './scene.ts';
import { resolve, SelectorDraws } from './selector.ts';
import type { Striker } from './striker.ts';

export class Nemesis implements Striker {
  injected = 0;
  skipped = 0;
  /** How often each fault was to strike, in the plan's order. */
  private readonly strikes: number[];
  isCalm = false;
  private readonly scene: Scene;
  private readonly cluster: Cluster;
  private readonly decisions: readonly DecisionStream[];
  private active: ActiveFault[] = [];

  constructor(scene: Scene, cluster: Cluster) {
    this.scene = scene;
    this.cluster = cluster;
    const { faults } = scene.plan;
    this.strikes = faults.map(() => 0);
    this.decisions = faults.map((fault) => new DecisionStream(scene.seed, `fault/${fault.id}`, scene.book));
  }

  /** Plans the first strike of every fault and the calm. */
  start(): void {
    const { plan, queue } = this.scene;
    plan.faults.forEach((fault, position) => {
      const { trigger } = fault;
      const at = trigger.kind === 'at' ? trigger.at : trigger.from + this.gap(position);
      this.plan(position, at);
    });
    queue.push(plan.run.chaos, eventKinds.calm, 0, 0, 0, null);
  }

  /** A strike of the fault at this position; returns what it did, in words. */
  onBegin(position: number): string {
    if (this.isCalm) return 'calm';
    const fault = this.scene.plan.faults[position]!;
    this.strikes[position]!++;
    const { trigger } = fault;
    if (trigger.kind === 'every' && (trigger.times === 0 || this.strikes[position]! < trigger.times)) {
      this.plan(position, this.scene.now + this.gap(position));
    }
    const draws = new SelectorDraws(this.decisions[position]!, this.strikes[position]!);
    const done = this.strike(fault, draws);
    if (done === null) {
      this.skipped++;
      return `${fault.id} finds nobody to strike`;
    }
    this.injected++;
    this.scene.struck = fault;
    if (fault.as !== null) this.scene.bound.set(fault.as, done.nodes);
    this.active.push(done);
    if (fault.duration !== null) {
      const duration = this.decisions[position]!.duration(
        fault.duration,
        this.strikes[position]!,
        faultLanes.duration,
      );
      this.scene.queue.push(this.scene.now + duration, eventKinds.faultEnds, 0, 0, this.scene.event, done);
    }
    return describe(fault, done.nodes);
  }

  onEnd(fault: ActiveFault): boolean {
    if (!fault.isActive) return false;
    this.active = this.active.filter((other) => other !== fault);
    endFault(fault, this.scene, this.cluster, this.active);
    return true;
  }

  /** Faults end for good: links heal, disks and pauses too, and every node that is down starts. */
  onCalm(): void {
    this.isCalm = true;
    this.endAll(() => true);
    for (const node of this.cluster.nodes) startIfDown(node.id, this.scene, this.cluster);
  }

  private gap(position: number): number {
    const { trigger } = this.scene.plan.faults[position]!;
    if (trigger.kind === 'at') return 0;
    const gap = this.decisions[position]!.duration(
      trigger.every,
      this.strikes[position]! + 1,
      faultLanes.gap,
    );
    // Lest time stand still.
    return Math.max(1, gap);
  }

  private plan(position: number, at: number): void {
    const { plan, queue, event } = this.scene;
    const { trigger } = plan.faults[position]!;
    const until = trigger.kind === 'every' ? Math.min(trigger.until, plan.run.chaos) : plan.run.chaos;
    if (at < until) queue.push(at, eventKinds.faultBegins, 0, position, event, null);
  }

  private strike(fault: FaultPlan, draws: SelectorDraws): ActiveFault | null {
    const { scene, cluster } = this;
    const { action } = fault;
    const match = (selector: Selector, taken: readonly number[] = []): readonly number[] =>
      resolve(selector, cluster, scene.bound, taken, draws);
    switch (action.kind) {
      case 'partition': {
        const taken: number[] = [];
        const groups = action.groups.map((selector) => {
          const group = match(selector, taken).filter((node) => !taken.includes(node));
          taken.push(...group);
          return group;
        });
        return this.cut(fault, groups[0] ?? [], betweenGroups(groups, cluster.size));
      }
      case 'split':
        return this.cut(fault, [], split(action.shape, cluster, draws));
      case 'one-way': {
        const from = match(action.from);
        return this.cut(fault, from, oneWay(from, match(action.to, from)));
      }
      case 'isolate': {
        const nodes = match(action.nodes);
        return this.cut(
          fault,
          nodes,
          betweenGroups(
            nodes.map((node) => [node]),
            cluster.size,
          ),
        );
      }
      case 'link': {
        const from = match(action.from);
        const links = oneWay(from, match(action.to, from));
        for (const [source, target] of links) scene.network.link(source, target).apply(action.set);
        return links.length === 0 ? null : { plan: fault, nodes: from, links, isActive: true };
      }
      case 'heal':
        this.endAll((other) => other.links.length > 0);
        return this.on(
          fault,
          cluster.nodes.map((node) => node.id),
        );
      case 'crash': {
        const nodes = this.withinLimit(match(action.nodes).filter((id) => this.isRunning(id)));
        for (const id of nodes) this.crash(id, action.lose);
        return this.on(fault, nodes);
      }
      case 'restart': {
        const nodes = match(action.nodes);
        for (const id of nodes) {
          if (this.isRunning(id)) this.crash(id, 'random');
          startIfDown(id, scene, cluster);
        }
        return this.on(fault, nodes);
      }
      case 'pause': {
        const nodes = this.withinLimit(match(action.nodes).filter((id) => this.isRunning(id)));
        for (const id of nodes) cluster.node(id).pauses++;
        return this.on(fault, nodes);
      }
      case 'disk': {
        const chosen = match(action.nodes);
        const nodes = action.fault === 'slow' ? chosen : this.withinLimit(chosen);
        for (const id of nodes) {
          const { disk } = cluster.node(id);
          if (action.fault === 'slow') disk.slow = action.latency;
          if (action.fault === 'stall') disk.stalls++;
          if (action.fault === 'full') disk.refusals++;
        }
        return this.on(fault, nodes);
      }
      case 'clock': {
        const nodes = match(action.nodes);
        for (const id of nodes) {
          cluster.node(id).clock.adjust(scene.now, action.jump, action.ratePpm);
          cluster.node(id).requeueAlarm();
        }
        return this.on(fault, nodes);
      }
    }
  }

  private on(fault: FaultPlan, nodes: readonly number[]): ActiveFault | null {
    return nodes.length === 0 ? null : { plan: fault, nodes, links: [], isActive: true };
  }

  private cut(fault: FaultPlan, nodes: readonly number[], links: readonly Cut[]): ActiveFault | null {
    if (links.length === 0) return null;
    for (const [from, to] of links) this.scene.network.link(from, to).cuts++;
    return { plan: fault, nodes, links, isActive: true };
  }

  private crash(id: number, lose: 'random' | 'unsynced' | 'nothing'): void {
    this.cluster.node(id).isDoomed = true;
    this.scene.queue.push(this.scene.now, eventKinds.crash, id, 0, this.scene.event, lose);
  }

  private isRunning(id: number): boolean {
    const node = this.cluster.node(id);
    return node.isUp && !node.isDoomed;
  }

  /** As many of them, in order, as leave a majority running, awake and with a working disk. */
  private withinLimit(nodes: readonly number[]): readonly number[] {
    if (this.scene.plan.limits.down === 'unlimited') return nodes;
    const { cluster } = this;
    let available = 0;
    for (const node of cluster.nodes) if (this.isAvailable(node.id)) available++;
    return nodes.filter((id) => {
      if (!this.isAvailable(id)) return true;
      if (available <= cluster.majority) return false;
      available--;
      return true;
    });
  }

  private isAvailable(id: number): boolean {
    const node = this.cluster.node(id);
    return this.isRunning(id) && !node.isPaused && node.disk.stalls === 0 && node.disk.refusals === 0;
  }

  private endAll(which: (fault: ActiveFault) => boolean): void {
    const ending = this.active.filter(which);
    this.active = this.active.filter((fault) => !ending.includes(fault));
    for (const fault of ending) endFault(fault, this.scene, this.cluster, this.active);
  }
}

function describe(fault: FaultPlan, nodes: readonly number[]): string {
  const where = nodes.length === 0 ? '' : ` ${nodes.map((node) => `n${node}`).join(' ')}`;
  return `${fault.id}: ${fault.action.kind}${where}`;
}
