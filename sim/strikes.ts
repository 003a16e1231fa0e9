// Does what a fault or a step does, within the limits, and undoes it after its duration or at the calm.

import { type ActiveFault, endFault, startIfDown } from './active-fault.ts';
import type { Clients } from './clients.ts';
import type { Cluster } from './cluster.ts';
import { faultLanes } from './decision.ts';
import type { DecisionStream } from './decision-stream.ts';
import type { Action, Step, Strike } from './fault.ts';
import { eventKinds } from './kernel/event-kinds.ts';
import { isRunning, Limits } from './limits.ts';
import { betweenGroups, type Cut, oneWay, split } from './partition.ts';
import type { Scene } from './scene.ts';
import type { Selector } from './selection.ts';
import { resolve, SelectorDraws } from './selector.ts';

/** Nothing was struck, and why. */
export interface Skipped {
  readonly skipped: string;
}

const nobody: Skipped = { skipped: 'finds nobody to strike' };
const spared: Skipped = { skipped: 'would take away a quorum' };

/** What a strike asks of the whole run, beside what it does to nodes and links. */
export interface Demands {
  /** The calm shall begin, or the run end. */
  stop(what: 'chaos' | 'run'): void;
  /** Steps shall follow. */
  sequence(steps: readonly Step[], ordinal: number): void;
}

export class Strikes {
  private readonly scene: Scene;
  private readonly cluster: Cluster;
  private readonly clients: Clients;
  private readonly limits: Limits;
  private readonly demands: Demands;
  private active: ActiveFault[] = [];
  /** Whether crashes come before all else that waits: so where an event, not the time, made the fault strike. */
  private isUrgent = false;

  constructor(scene: Scene, cluster: Cluster, clients: Clients, demands: Demands) {
    this.scene = scene;
    this.cluster = cluster;
    this.clients = clients;
    this.demands = demands;
    this.limits = new Limits(scene.plan.limits, cluster);
  }

  /** The `ordinal`-th time that it strikes, drawing from its own stream. */
  strike(
    strike: Strike,
    decisions: DecisionStream,
    ordinal: number,
    isUrgent: boolean,
  ): ActiveFault | Skipped {
    this.isUrgent = isUrgent;
    const done = this.act(strike, new SelectorDraws(decisions, ordinal));
    if ('skipped' in done) return done;
    this.scene.struck.push(strike);
    if (strike.as !== null) this.scene.bound.set(strike.as, done.nodes);
    this.active.push(done);
    if (strike.duration !== null) {
      const duration = decisions.duration(strike.duration, ordinal, faultLanes.duration);
      this.scene.queue.push(this.scene.now + duration, eventKinds.faultEnds, 0, 0, this.scene.event, done);
    }
    return done;
  }

  end(fault: ActiveFault): boolean {
    if (!fault.isActive) return false;
    this.active = this.active.filter((other) => other !== fault);
    endFault(fault, this.scene, this.cluster, this.clients, this.active);
    return true;
  }

  /** Everything at work ends, and every node that is down starts. */
  endAll(): void {
    this.endWhere(() => true);
    for (const node of this.cluster.nodes) startIfDown(node.id, this.scene, this.cluster);
  }

  private endWhere(which: (fault: ActiveFault) => boolean): void {
    const ending = this.active.filter(which);
    this.active = this.active.filter((fault) => !ending.includes(fault));
    for (const fault of ending) endFault(fault, this.scene, this.cluster, this.clients, this.active);
  }

  private act(strike: Strike, draws: SelectorDraws): ActiveFault | Skipped {
    const { scene, cluster } = this;
    const { action } = strike;
    const match = (selector: Selector, taken: readonly number[] = []): readonly number[] =>
      resolve(selector, cluster, scene.bound, taken, draws);
    switch (action.kind) {
      case 'partition':
      case 'split':
      case 'one-way':
      case 'isolate':
      case 'link':
        return this.onLinks(strike, action, match, draws);
      case 'heal':
        this.endWhere((other) => other.links.length > 0);
        return on(
          strike,
          cluster.nodes.map((node) => node.id),
        );
      case 'crash':
      case 'restart':
      case 'pause':
      case 'disk':
      case 'clock':
        return this.onNodes(strike, action, match(action.nodes));
      case 'campaign':
      case 'heartbeat':
        return this.poke(strike, action.kind, match(action.nodes).filter(this.isAwake));
      case 'client':
        return this.call(strike, action, match);
      case 'again': {
        const target = match(action.target)[0];
        return target !== undefined && this.clients.repeat(action.client, target)
          ? on(strike, everything)
          : nobody;
      }
      case 'workload':
        this.clients.setPace(action.set === 'stop', action.every);
        return on(strike, everything);
      case 'mark':
        scene.marks.push(action.name);
        return on(strike, everything);
      case 'stop':
        this.demands.stop(action.what);
        return on(strike, everything);
      case 'sequence':
        this.demands.sequence(action.steps, draws.strike);
        return on(strike, everything);
      case 'drop':
      case 'delay':
      case 'duplicate':
      case 'hold':
      case 'deliver':
      case 'discard':
      case 'await':
      case 'expect':
      case 'wait':
        throw new RangeError(`${strike.id}: "${action.kind}" is for messages and steps, not for a strike`);
    }
  }

  private onLinks(
    strike: Strike,
    action: Extract<Action, { kind: 'partition' | 'split' | 'one-way' | 'isolate' | 'link' }>,
    match: (selector: Selector, taken?: readonly number[]) => readonly number[],
    draws: SelectorDraws,
  ): ActiveFault | Skipped {
    const { scene, cluster } = this;
    switch (action.kind) {
      case 'partition': {
        const taken: number[] = [];
        const groups = action.groups.map((selector) => {
          const group = match(selector, taken).filter((node) => !taken.includes(node));
          taken.push(...group);
          return group;
        });
        return this.cut(strike, groups[0] ?? [], betweenGroups(groups, cluster.size));
      }
      case 'split':
        return this.cut(strike, [], split(action.shape, cluster, draws));
      case 'one-way': {
        const from = match(action.from);
        return this.cut(strike, from, oneWay(from, match(action.to, from)));
      }
      case 'isolate': {
        const nodes = match(action.nodes);
        const alone = nodes.map((node) => [node]);
        return this.cut(strike, nodes, betweenGroups(alone, cluster.size));
      }
      case 'link': {
        const from = match(action.from);
        const links = oneWay(from, match(action.to, from));
        for (const [source, target] of links) scene.network.link(source, target).apply(action.set);
        return links.length === 0 ? nobody : { plan: strike, nodes: from, links, isActive: true };
      }
    }
  }

  private onNodes(
    strike: Strike,
    action: Extract<Action, { kind: 'crash' | 'restart' | 'pause' | 'disk' | 'clock' }>,
    chosen: readonly number[],
  ): ActiveFault | Skipped {
    const { scene, cluster } = this;
    switch (action.kind) {
      case 'crash': {
        const running = chosen.filter((id) => isRunning(cluster.node(id)));
        const nodes = this.limits.toTakeDown(running);
        for (const id of nodes) this.crash(id, action.lose);
        return on(strike, nodes, running);
      }
      case 'restart':
        for (const id of chosen) {
          if (isRunning(cluster.node(id))) this.crash(id, 'random');
          startIfDown(id, scene, cluster);
        }
        return on(strike, chosen);
      case 'pause': {
        const running = chosen.filter((id) => isRunning(cluster.node(id)));
        const nodes = this.limits.toTakeDown(running);
        for (const id of nodes) cluster.node(id).pauses++;
        return on(strike, nodes, running);
      }
      case 'disk': {
        let nodes = action.fault === 'slow' ? chosen : this.limits.toTakeDown(chosen);
        if (action.fault === 'full') nodes = this.limits.toDamage(nodes);
        for (const id of nodes) {
          const { disk } = cluster.node(id);
          if (action.fault === 'slow') disk.slow = action.latency;
          if (action.fault === 'stall') disk.stalls++;
          if (action.fault === 'full') disk.refusals++;
        }
        return on(strike, nodes, chosen);
      }
      case 'clock':
        for (const id of chosen) {
          cluster.node(id).clock.adjust(scene.now, action.jump, action.ratePpm);
          cluster.node(id).requeueAlarm();
        }
        return on(strike, chosen);
    }
  }

  /** Each in an event of its own, right after this one: the node steps then as when its alarm rings. */
  private poke(
    strike: Strike,
    timer: 'campaign' | 'heartbeat',
    nodes: readonly number[],
  ): ActiveFault | Skipped {
    const { queue, event } = this.scene;
    for (const id of nodes) queue.pushNext(eventKinds.poke, id, 0, event, { timer, id: strike.id });
    return on(strike, nodes);
  }

  private call(
    strike: Strike,
    action: Extract<Action, { kind: 'client' }>,
    match: (selector: Selector) => readonly number[],
  ): ActiveFault | Skipped {
    const target = action.target === null ? 0 : match(action.target)[0];
    if (target === undefined) return nobody;
    this.clients.call(action.client, action.command, target);
    return on(strike, everything);
  }

  private cut(strike: Strike, nodes: readonly number[], links: readonly Cut[]): ActiveFault | Skipped {
    if (links.length === 0) return nobody;
    for (const [from, to] of links) this.scene.network.link(from, to).cuts++;
    return { plan: strike, nodes, links, isActive: true };
  }

  private crash(id: number, lose: 'random' | 'unsynced' | 'nothing'): void {
    const { queue, now, event } = this.scene;
    this.cluster.node(id).isDoomed = true;
    if (this.isUrgent) queue.pushNext(eventKinds.crash, id, 0, event, lose);
    else queue.push(now, eventKinds.crash, id, 0, event, lose);
  }

  private readonly isAwake = (id: number): boolean => {
    const node = this.cluster.node(id);
    return isRunning(node) && !node.isPaused;
  };
}

/** Of what strikes no node in particular. */
const everything: readonly number[] = [0];

/** `wanted`: whom the limits were asked about. */
function on(
  strike: Strike,
  nodes: readonly number[],
  wanted: readonly number[] = nodes,
): ActiveFault | Skipped {
  if (nodes.length === 0) return wanted.length === 0 ? nobody : spared;
  return { plan: strike, nodes: nodes === everything ? [] : nodes, links: [], isActive: true };
}
