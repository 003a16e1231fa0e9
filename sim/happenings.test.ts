// What conditions see: the same as Raft's own checkers count, without them; and states that last.

import { describe, expect, it } from 'vitest';
import type { Comparison, Condition, EventName } from './condition.ts';
import { plan } from './fixtures/plan.ts';
import { storm } from './mutants/fixtures/storm.ts';
import type { Plan } from './plan.ts';
import { registerPrograms } from './programs.ts';
import { programKind } from './registry.ts';
import { run } from './run.ts';
import { Simulation } from './simulation.ts';

registerPrograms();

const second = 1_000_000;

function event(name: EventName, more: Partial<Extract<Condition, { kind: 'event' }>> = {}): Condition {
  return { kind: 'event', event: name, node: null, term: null, index: null, ...more };
}

function leaders(is: Comparison, lasting: number): Condition {
  return { kind: 'leaders', is, lasting };
}

/** How often each condition came about. */
function counts(of: Plan, seed: number, conditions: readonly Condition[]): readonly number[] {
  const sometimes = conditions.map((that, position) => ({ name: `${position}`, that, atLeast: 0 }));
  const record = run({ ...of, checks: { ...of.checks, sometimes } }, seed);
  return record.goals.map(({ detail }) => Number(detail.split(' ')[0]));
}

const weather = storm({ nodes: 5, halves: false }, null);

describe('happenings', () => {
  it('agree with what the checkers count', () => {
    const names = [
      'become-leader',
      'become-candidate',
      'step-down',
      'leader-change',
      'stale-leader',
      'vote-granted',
      'truncate',
    ] as const;
    let seen = new Map<string, number>();
    for (const seed of [1, 2, 3]) {
      const kind = programKind(weather.program);
      const simulation = new Simulation(weather, seed, kind);
      simulation.observers = kind.observers(simulation.cluster, weather.checks);
      while (simulation.step());
      const expected = simulation.observers[0]!.occurrences!();
      const found = counts(
        weather,
        seed,
        names.map((name) => event(name)),
      );
      expect(found).toEqual(names.map((name) => expected.get(name)));
      seen = new Map(names.map((name) => [name, (seen.get(name) ?? 0) + expected.get(name)!]));
    }
    for (const name of names) expect(seen.get(name), name).toBeGreaterThan(0);
  });

  it('change nothing of the run', () => {
    const conditions = [event('append'), event('commit'), event('vote-granted'), event('durable')];
    const sometimes = conditions.map((that) => ({ name: 'x', that, atLeast: 0 }));
    const digest = run(weather, 1).digest;
    expect(run({ ...weather, checks: { ...weather.checks, sometimes } }, 1).digest).toBe(digest);
    expect(run({ ...weather, checks: { ...weather.checks, sometimes } }, 1, { scopes: [] }).digest).toBe(
      digest,
    );
  });

  it('are narrowed by node, term and index', () => {
    const [all, one, term, index, none] = counts(plan(), 1, [
      event('commit'),
      event('commit', { node: { kind: 'nodes', nodes: [2] } }),
      event('commit', { term: { operator: '=', value: 1 } }),
      event('commit', { index: { operator: '<=', value: 3 } }),
      event('commit', { term: { operator: '>', value: 1 } }),
    ]);
    expect(one).toBeGreaterThan(10);
    expect(all).toBeGreaterThan(2 * one!);
    expect(term! + none!).toBe(all);
    // Three nodes learn of three entries, at most one at a time.
    expect(index).toBeGreaterThanOrEqual(3);
    expect(index).toBeLessThanOrEqual(9);
  });
});

describe('a state', () => {
  const nobody: Comparison = { operator: '=', value: 0 };

  it('comes about when it has lasted, once for each time', () => {
    const crash: Plan['faults'][number] = {
      id: 'crash',
      trigger: { kind: 'at', at: 2 * second },
      action: { kind: 'crash', nodes: { kind: 'role', role: 'all' }, lose: 'random' },
      duration: { kind: 'constant', value: second },
      as: null,
    };
    const down = plan({ faults: [crash], limits: { down: 'unlimited', damaged: 'unlimited' } });
    const down3: Condition = {
      kind: 'standing',
      node: { kind: 'nodes', nodes: [3] },
      role: 'down',
      term: null,
      commit: null,
      applied: null,
      lasting: 0,
    };
    const found = counts(down, 1, [
      leaders(nobody, 0),
      leaders(nobody, second),
      leaders(nobody, 3 * second),
      down3,
      { ...down3, lasting: second - 1 },
      { ...down3, lasting: second + 1 },
    ]);
    // At the start and after the crash; and a second of it only after the crash.
    expect(found).toEqual([2, 1, 0, 1, 1, 0]);
  });

  it('of several nodes is that of all of them, and there must be some', () => {
    const standing = {
      kind: 'standing',
      role: null,
      term: null,
      commit: null,
      applied: null,
      lasting: 0,
    } as const;
    const [some, all, none] = counts(plan(), 1, [
      { ...standing, node: { kind: 'nodes', nodes: [1, 2, 3] }, role: 'leader' },
      { ...standing, node: { kind: 'role', role: 'all' }, applied: { operator: '>=', value: 5 } },
      { ...standing, node: { kind: 'bound', name: 'nobody' }, role: 'follower' },
    ]);
    expect([some, all, none]).toEqual([0, 1, 0]);
  });
});
