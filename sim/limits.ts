// How much faults may take away at once: never a quorum, unless the plan says so.

import type { Cluster } from './cluster.ts';
import type { Node } from './node.ts';
import type { Plan } from './plan.ts';

export class Limits {
  private readonly limits: Plan['limits'];
  private readonly cluster: Cluster;

  constructor(limits: Plan['limits'], cluster: Cluster) {
    this.limits = limits;
    this.cluster = cluster;
  }

  /** As many of the nodes, in order, as leave a majority running, awake and with a working disk. */
  toTakeDown(nodes: readonly number[]): readonly number[] {
    return this.limits.down === 'unlimited' ? nodes : this.spare(nodes, isAvailable);
  }

  /** As many of them as leave a majority whose disks keep what they were given. */
  toDamage(nodes: readonly number[]): readonly number[] {
    return this.limits.damaged === 'unlimited' ? nodes : this.spare(nodes, isWhole);
  }

  private spare(nodes: readonly number[], isGood: (node: Node) => boolean): readonly number[] {
    const { cluster } = this;
    let good = 0;
    for (const node of cluster.nodes) if (isGood(node)) good++;
    return nodes.filter((id) => {
      if (!isGood(cluster.node(id))) return true;
      if (good <= cluster.majority) return false;
      good--;
      return true;
    });
  }
}

export function isRunning(node: Node): boolean {
  return node.isUp && !node.isDoomed;
}

function isAvailable(node: Node): boolean {
  return isRunning(node) && !node.isPaused && node.disk.stalls === 0 && node.disk.refusals === 0;
}

function isWhole({ disk }: Node): boolean {
  return disk.refusals === 0 && !disk.isWornOut && !disk.hasLost;
}
