// Which directed links a partition cuts.

import type { Cluster } from './cluster.ts';
import { type SelectorDraws, some } from './selector.ts';

/** A directed link. */
export type Cut = readonly [from: number, to: number];

/** Everything between nodes of different groups; nodes in no group are a group of their own. */
export function betweenGroups(groups: readonly (readonly number[])[], size: number): readonly Cut[] {
  const groupOf = new Array<number>(size + 1).fill(-1);
  groups.forEach((group, position) => {
    for (const node of group) groupOf[node] = position;
  });
  return cutsWhere(size, (from, to) => groupOf[from] !== groupOf[to]);
}

export function oneWay(from: readonly number[], to: readonly number[]): readonly Cut[] {
  return from.flatMap((source) =>
    to.filter((target) => target !== source).map((target): Cut => [source, target]),
  );
}

/**
 * halves and majority-minority: two sides. bridge: two sides and one node that sees both.
 * ring: every node sees a majority, no two the same.
 */
export function split(
  shape: 'halves' | 'majority-minority' | 'ring' | 'bridge',
  cluster: Cluster,
  draws: SelectorDraws,
): readonly Cut[] {
  const { size } = cluster;
  const everybody = cluster.nodes.map((node) => node.id);
  switch (shape) {
    case 'halves': {
      const half = some(everybody, Math.floor(size / 2), draws);
      return betweenGroups([half], size);
    }
    case 'majority-minority': {
      const largest = size - cluster.majority;
      const minority = some(everybody, 1 + draws.pick(Math.max(largest, 1)), draws);
      return betweenGroups([minority], size);
    }
    case 'bridge': {
      const [bridge = 0] = some(everybody, 1, draws);
      const others = everybody.filter((node) => node !== bridge);
      const left = some(others, Math.floor(others.length / 2), draws);
      return cutsWhere(
        size,
        (from, to) => from !== bridge && to !== bridge && left.includes(from) !== left.includes(to),
      );
    }
    case 'ring':
      return ring(everybody, cluster, draws);
  }
}

function ring(everybody: readonly number[], cluster: Cluster, draws: SelectorDraws): readonly Cut[] {
  const left = [...everybody];
  const place = new Array<number>(cluster.size + 1).fill(0);
  for (let position = 0; left.length > 0; position++) {
    const [node = 0] = left.splice(draws.pick(left.length), 1);
    place[node] = position;
  }
  // Neighbours on both sides, so that with itself a node sees a majority.
  const reach = Math.ceil((cluster.majority - 1) / 2);
  return cutsWhere(cluster.size, (from, to) => {
    const distance = Math.abs(place[from]! - place[to]!);
    return Math.min(distance, cluster.size - distance) > reach;
  });
}

function cutsWhere(size: number, isCut: (from: number, to: number) => boolean): readonly Cut[] {
  const cuts: Cut[] = [];
  for (let from = 1; from <= size; from++) {
    for (let to = 1; to <= size; to++) if (from !== to && isCut(from, to)) cuts.push([from, to]);
  }
  return cuts;
}
