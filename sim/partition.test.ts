// Partition shapes: who still hears whom.

import { describe, expect, it } from 'vitest';
import { Clients } from './clients.ts';
import { Cluster } from './cluster.ts';
import { DecisionStream } from './decision-stream.ts';
import { plan } from './fixtures/plan.ts';
import { registerKind } from './fixtures/register.ts';
import { betweenGroups, type Cut, oneWay, split } from './partition.ts';
import { Scene } from './scene.ts';
import { resolve, SelectorDraws, some } from './selector.ts';

function cluster(nodes: number): { cluster: Cluster; draws: (strike: number) => SelectorDraws } {
  const scene = new Scene(plan({ nodes }), 1, registerKind());
  const decisions = new DecisionStream(1, 'fault/test', scene.book);
  return {
    cluster: new Cluster(scene, new Clients(scene)),
    draws: (strike) => new SelectorDraws(decisions, strike),
  };
}

/** How many nodes each node can talk to in both directions, itself included. */
function sights(cuts: readonly Cut[], size: number): readonly number[] {
  const isCut = (from: number, to: number): boolean => cuts.some((cut) => cut[0] === from && cut[1] === to);
  const nodes = Array.from({ length: size }, (_, position) => position + 1);
  return nodes.map((node) => nodes.filter((other) => !isCut(node, other) && !isCut(other, node)).length);
}

describe('partitions', () => {
  it('cut between groups in both directions, the rest being a group of its own', () => {
    expect(sights(betweenGroups([[1, 2]], 5), 5)).toEqual([2, 2, 3, 3, 3]);
    expect(sights(betweenGroups([[1], [2]], 5), 5)).toEqual([1, 1, 3, 3, 3]);
    expect(oneWay([1], [1, 2, 3])).toEqual([
      [1, 2],
      [1, 3],
    ]);
  });

  it('split into halves, a majority and a minority, a bridge, a ring of majorities', () => {
    for (const size of [3, 4, 5, 7]) {
      const { cluster: it, draws } = cluster(size);
      const majority = Math.floor(size / 2) + 1;
      const seen = new Set<string>();
      for (let strike = 1; strike <= 30; strike++) {
        const halves = sights(split('halves', it, draws(strike)), size);
        expect(Math.max(...halves)).toBe(Math.ceil(size / 2));
        const sides = sights(split('majority-minority', it, draws(strike)), size);
        expect(Math.max(...sides)).toBeGreaterThanOrEqual(majority);
        expect(Math.min(...sides)).toBeLessThan(majority);
        const bridge = sights(split('bridge', it, draws(strike)), size);
        expect(bridge.filter((count) => count === size).length).toBe(1);
        const ring = sights(split('ring', it, draws(strike)), size);
        expect(Math.min(...ring)).toBeGreaterThanOrEqual(majority);
        if (size >= 5) expect(Math.max(...ring)).toBeLessThan(size);
        seen.add(sides.join());
      }
      expect(seen.size).toBeGreaterThan(1);
    }
  });
});

describe('selectors', () => {
  it('resolve sets, differences, the rest and bound names', () => {
    const { cluster: it, draws } = cluster(5);
    const nodes = (...list: number[]): { kind: 'nodes'; nodes: number[] } => ({ kind: 'nodes', nodes: list });
    const bound = new Map([['old', [2, 4]]]);
    const all = { kind: 'role', role: 'all' } as const;
    const named = { kind: 'bound', name: 'old' } as const;
    const of = (selector: Parameters<typeof resolve>[0], taken: readonly number[] = []): readonly number[] =>
      resolve(selector, it, bound, taken, draws(1));
    expect(of({ kind: 'minus', of: all, without: named })).toEqual([1, 3, 5]);
    expect(of({ kind: 'union', of: [named, nodes(1, 2)] })).toEqual([1, 2, 4]);
    expect(of({ kind: 'role', role: 'rest' }, [1, 5])).toEqual([2, 3, 4]);
    expect(of({ kind: 'some', count: 'majority', of: all }).length).toBe(3);
    expect(of({ kind: 'some', count: 'minority', of: all }).length).toBe(2);
    expect(of({ kind: 'role', role: 'leader' })).toEqual([]);
  });

  it('choose every node sometimes', () => {
    const { draws } = cluster(5);
    const chosen = new Set(
      Array.from({ length: 60 }, (_, strike) => some([1, 2, 3, 4, 5], 1, draws(strike))[0]),
    );
    expect([...chosen].sort()).toEqual([1, 2, 3, 4, 5]);
  });
});
