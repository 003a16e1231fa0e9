// How a run must end: each item met and not met, with what was expected and what there was.

import { describe, expect, it } from 'vitest';
import { constant, plan } from './fixtures/plan.ts';
import type { FaultPlan, FinalPlan, Plan } from './plan.ts';
import { registerPrograms } from './programs.ts';
import { run } from './run.ts';
import type { Run } from './verdict.ts';

registerPrograms();

const nothing: FinalPlan = {
  leader: null,
  term: null,
  roles: [],
  commits: [],
  logs: [],
  kv: { of: 'majority', values: [] },
};

/** One client that puts once, and nobody else; a node may crash near the end, and never come back. */
function ended(final: Partial<FinalPlan>, crashed = 0): Run {
  const { workload, checks } = plan();
  const crash: FaultPlan = {
    id: 'crash',
    trigger: { kind: 'at', at: 4_000_000 },
    action: { kind: 'crash', nodes: { kind: 'nodes', nodes: [crashed] }, lose: 'unsynced' },
    duration: constant(9_000_000),
    as: null,
  };
  const changed: Plan = plan({
    workload: {
      ...workload,
      clients: 1,
      operations: 1,
      mix: { get: 0, put: 1, delete: 0, cas: 0, append: 0 },
      keys: { count: 1, distribution: { kind: 'uniform' } },
    },
    faults: crashed === 0 ? [] : [crash],
    disks: crashed === 0 ? [] : [{ node: crashed, disk: { ...plan().disk, bitRot: 0x1_0000_0000 } }],
    run: { chaos: 5_000_000, settle: 1_000_000, eventsMax: 1_000_000 },
    checks: { ...checks, final: { ...nothing, ...final } },
  });
  return run(changed, 1);
}

function items(final: Partial<FinalPlan>): readonly (readonly [string, string, string])[] {
  return ended(final)
    .goals.filter(({ kind }) => kind === 'final')
    .map(({ name, status, detail }) => [name, status, detail]);
}

const [leaderName] = items({ leader: 'any' }).map(([, , detail]) => detail);
const leader = Number(leaderName!.slice(1));

describe('an end', () => {
  it('that is as it should be passes', () => {
    const follower = (leader % 3) + 1;
    const final: FinalPlan = {
      leader,
      term: { operator: '>=', value: 1 },
      roles: [
        { node: leader, role: 'leader' },
        { node: follower, role: 'follower' },
      ],
      // The leader's own entry and the put.
      commits: [{ node: follower, is: { operator: '=', value: 2 } }],
      logs: [{ node: follower, terms: [1, 1] }],
      kv: { of: 'each', values: [{ key: 'nobody', value: null }] },
    };
    const { verdict, goals } = ended(final);
    expect(verdict).toEqual({ kind: 'passed' });
    expect(goals.filter(({ kind }) => kind === 'final')).toHaveLength(7);
  });

  it('that is not says of each item what was expected and what there is', () => {
    const other = (leader % 3) + 1;
    const final: Partial<FinalPlan> = {
      leader: other,
      term: { operator: '>', value: 9 },
      roles: [{ node: other, role: 'leader' }],
      commits: [{ node: 1, is: { operator: '=', value: 7 } }],
      logs: [{ node: 1, terms: [1, 2] }],
      kv: { of: 'majority', values: [{ key: 'nobody', value: '1' }] },
    };
    expect(items(final)).toEqual([
      ['leader', 'not-reached', `expected n${other}, got n${leader}`],
      ['term', 'not-reached', 'expected > 9, got 1'],
      [`role of n${other}`, 'not-reached', 'expected leader, got follower'],
      ['commit of n1', 'not-reached', 'expected 7, got 2'],
      ['log of n1', 'not-reached', 'expected [1, 2], got [1, 1]'],
      ['kv nobody', 'not-reached', 'expected 1 at a majority, got n1 none, n2 none, n3 none'],
    ]);
    const { verdict } = ended(final);
    expect(verdict).toMatchObject({ kind: 'violated', violation: { property: 'final', node: 0 } });
    expect(verdict.kind === 'violated' && verdict.violation.message).toContain('term: expected > 9, got 1;');
  });

  it('is read from a majority, the leader or every node', () => {
    const of = (whose: FinalPlan['kv']['of'], value: string | null, crashed = 0): Run =>
      ended({ kv: { of: whose, values: [{ key: 'k1', value }] } }, crashed);
    const [, written] = / n1 (\S+),/.exec(of('majority', null).goals.at(-1)!.detail)!;
    const follower = (leader % 3) + 1;
    for (const whose of ['majority', 'leader', 'each'] as const) {
      expect(of(whose, written!).verdict.kind).toBe('passed');
      expect(of(whose, `${written}!`).verdict.kind).toBe('violated');
      expect(of(whose, written!, follower).verdict.kind).toBe(whose === 'each' ? 'violated' : 'passed');
    }
  });

  it('knows nodes that are down', () => {
    const node = (leader % 3) + 1;
    const { goals } = ended({ roles: [{ node, role: 'down' }], logs: [{ node, terms: [] }] }, node);
    expect(goals.map(({ detail }) => detail)).toEqual(['down', 'expected [], got nothing: it is down']);
  });
});
