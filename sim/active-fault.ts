// A fault at work: what it did, so that its end can undo exactly that.

import type { Clients } from './clients.ts';
import type { Cluster } from './cluster.ts';
import type { Strike } from './fault.ts';
import { eventKinds } from './kernel/event-kinds.ts';
import type { Cut } from './partition.ts';
import type { Scene } from './scene.ts';

export interface ActiveFault {
  readonly plan: Strike;
  readonly nodes: readonly number[];
  /** Links cut, or changed. */
  readonly links: readonly Cut[];
  isActive: boolean;
  /** What else its end sets free. */
  readonly release?: () => void;
}

/** Undoes a fault. `others`: the faults still at work, whose link changes stay. */
export function endFault(
  fault: ActiveFault,
  scene: Scene,
  cluster: Cluster,
  clients: Clients,
  others: readonly ActiveFault[],
): void {
  if (!fault.isActive) return;
  fault.isActive = false;
  const { action } = fault.plan;
  switch (action.kind) {
    case 'partition':
    case 'split':
    case 'one-way':
    case 'isolate':
      for (const [from, to] of fault.links) scene.network.link(from, to).cuts--;
      return;
    case 'link':
      for (const [from, to] of fault.links) {
        scene.network.restore(from, to);
        for (const other of others) reapply(other, scene, from, to);
      }
      return;
    case 'crash':
      for (const node of fault.nodes) startIfDown(node, scene, cluster);
      return;
    case 'pause':
      for (const id of fault.nodes) {
        const node = cluster.node(id);
        node.pauses--;
        if (node.pauses === 0) node.resume();
      }
      return;
    case 'disk':
      for (const id of fault.nodes) {
        const node = cluster.node(id);
        if (action.fault === 'slow') node.disk.slow = null;
        if (action.fault === 'full') node.disk.refusals--;
        if (action.fault === 'stall') {
          node.disk.stalls--;
          node.unstall();
        }
        if (action.fault === 'full') startIfDown(id, scene, cluster);
      }
      return;
    case 'clock':
      for (const id of fault.nodes) {
        const planned = scene.plan.clocks.find((clock) => clock.node === id);
        const node = cluster.node(id);
        node.clock.adjust(scene.now, 0, planned?.ratePpm ?? 0);
        node.requeueAlarm();
      }
      return;
    case 'hold':
      fault.release?.();
      return;
    case 'workload':
      clients.setPace(false, null);
      return;
    case 'heal':
    case 'restart':
    case 'drop':
    case 'delay':
    case 'duplicate':
    case 'campaign':
    case 'heartbeat':
    case 'client':
    case 'mark':
    case 'stop':
    case 'sequence':
    case 'deliver':
    case 'discard':
    case 'await':
    case 'expect':
    case 'wait':
      return;
  }
}

/** Plans the node's start, unless it runs or a start is planned already. */
export function startIfDown(id: number, scene: Scene, cluster: Cluster): void {
  const node = cluster.node(id);
  if (node.isUp && !node.isDoomed) return;
  if (node.isStarting) return;
  node.isStarting = true;
  scene.queue.push(scene.now, eventKinds.start, id, 0, scene.event, null);
}

function reapply(fault: ActiveFault, scene: Scene, from: number, to: number): void {
  if (!fault.isActive || fault.plan.action.kind !== 'link') return;
  const { set } = fault.plan.action;
  if (fault.links.some((link) => link[0] === from && link[1] === to)) scene.network.link(from, to).apply(set);
}
