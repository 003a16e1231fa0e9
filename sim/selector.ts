// Who a fault strikes: selectors resolved against the cluster as it stands.

import type { Cluster } from './cluster.ts';
import { firstNodeLane } from './decision.ts';
import type { DecisionStream } from './decision-stream.ts';
import type { Selector } from './selection.ts';

/** Draws of one strike, so that every random choice in a selector has a lane position of its own. */
export class SelectorDraws {
  private readonly decisions: DecisionStream;
  /** Which strike it is. */
  readonly strike: number;
  private next: number = firstNodeLane;

  constructor(decisions: DecisionStream, strike: number) {
    this.decisions = decisions;
    this.strike = strike;
  }

  pick(count: number): number {
    return this.decisions.pick(count, this.strike, this.next++);
  }
}

/** Node numbers, rising. `taken`: what earlier selectors of the same fault matched, for `rest`. */
export function resolve(
  selector: Selector,
  cluster: Cluster,
  bound: ReadonlyMap<string, readonly number[]>,
  taken: readonly number[],
  draws: SelectorDraws,
): readonly number[] {
  const again = (inner: Selector): readonly number[] => resolve(inner, cluster, bound, taken, draws);
  switch (selector.kind) {
    case 'nodes':
      return selector.nodes;
    case 'bound':
      return bound.get(selector.name) ?? [];
    case 'union':
      return rising(selector.of.flatMap(again));
    case 'minus': {
      const without = again(selector.without);
      return again(selector.of).filter((node) => !without.includes(node));
    }
    case 'some':
      return some(again(selector.of), countOf(selector.count, cluster), draws);
    case 'role':
      return ofRole(selector.role, cluster, taken);
  }
}

function ofRole(
  role: 'leader' | 'old-leader' | 'followers' | 'candidates' | 'all' | 'rest',
  cluster: Cluster,
  taken: readonly number[],
): readonly number[] {
  const everybody = cluster.nodes.map((node) => node.id);
  const inRole = (name: string): readonly number[] =>
    everybody.filter((id) => cluster.status(id)?.role === name);
  switch (role) {
    case 'all':
      return everybody;
    case 'rest':
      return everybody.filter((id) => !taken.includes(id));
    case 'leader': {
      const leader = cluster.leader();
      return leader === 0 ? [] : [leader];
    }
    case 'old-leader': {
      const leader = cluster.leader();
      return inRole('leader').filter((id) => id !== leader);
    }
    case 'followers':
      return inRole('follower');
    case 'candidates':
      return inRole('candidate');
  }
}

/** Whether it matches this node at present. Without chance: conditions ask after every event. */
export function isMatched(
  selector: Selector,
  node: number,
  cluster: Cluster,
  bound: ReadonlyMap<string, readonly number[]>,
): boolean {
  switch (selector.kind) {
    case 'nodes':
      return selector.nodes.includes(node);
    case 'bound':
      return bound.get(selector.name)?.includes(node) ?? false;
    case 'union':
      return selector.of.some((one) => isMatched(one, node, cluster, bound));
    case 'minus':
      return (
        isMatched(selector.of, node, cluster, bound) && !isMatched(selector.without, node, cluster, bound)
      );
    case 'role':
      return isInRole(selector.role, node, cluster);
    case 'some':
      throw new RangeError('a condition cannot ask about nodes drawn at random');
  }
}

function isInRole(
  role: Extract<Selector, { kind: 'role' }>['role'],
  node: number,
  cluster: Cluster,
): boolean {
  switch (role) {
    case 'all':
    case 'rest':
      return true;
    case 'leader':
      return cluster.leader() === node;
    case 'old-leader':
      return cluster.status(node)?.role === 'leader' && cluster.leader() !== node;
    case 'followers':
      return cluster.status(node)?.role === 'follower';
    case 'candidates':
      return cluster.status(node)?.role === 'candidate';
  }
}

function countOf(count: 'any' | 'minority' | 'majority', cluster: Cluster): number {
  switch (count) {
    case 'any':
      return 1;
    case 'minority':
      return cluster.size - cluster.majority;
    case 'majority':
      return cluster.majority;
  }
}

/** `count` of them at random, rising. */
export function some(from: readonly number[], count: number, draws: SelectorDraws): readonly number[] {
  const left = [...from];
  const chosen: number[] = [];
  while (chosen.length < count && left.length > 0) {
    chosen.push(...left.splice(draws.pick(left.length), 1));
  }
  return rising(chosen);
}

function rising(nodes: readonly number[]): readonly number[] {
  return [...new Set(nodes)].sort((one, other) => one - other);
}
