// Liveness after the calm: each condition reached, missed within its bound, and excused only where
// the plan leaves no quorum.

import { describe, expect, it } from 'vitest';
import type { Condition } from './condition.ts';
import { constant, plan } from './fixtures/plan.ts';
import { Register, registerKind } from './fixtures/register.ts';
import type { EventuallyName, FaultPlan, Plan, Selector } from './plan.ts';
import type { ProgramKind, ProgramStatus } from './program.ts';
import { run } from './run.ts';
import type { Run } from './verdict.ts';

const second = 1_000_000;
const goals: readonly EventuallyName[] = [
  'leader-exists',
  'stable-leader',
  'all-nodes-caught-up',
  'pending-ops-finish',
  'commit-advances',
];

/** A register that reports a standing: what `standing` says of the node with so many pings sent. */
function kindWith(standing: (node: number, pings: number) => ProgramStatus, make = Register): ProgramKind {
  const nodes = new WeakMap<object, number>();
  const kind = registerKind(make);
  return {
    ...kind,
    start: (host, seat) => {
      const program = kind.start(host as never, seat as never);
      nodes.set(program, seat.id);
      return program as never;
    },
    status: (program) => standing(nodes.get(program) ?? 0, (program as unknown as Register).pings),
  };
}

const lead = (node: number, pings: number): ProgramStatus => ({
  role: node === 1 ? 'leader' : 'follower',
  term: 1,
  commitIndex: pings,
  lastApplied: pings,
});

function verdict(that: EventuallyName, program: ProgramKind, more: Partial<Plan> = {}): Run {
  const checks = { ...plan().checks, eventually: [{ that, within: second }] };
  return run(plan({ checks, ...more }), 1, { program });
}

describe('eventually', () => {
  it('is reached by a program that does its work', () => {
    for (const that of goals)
      expect([that, verdict(that, kindWith(lead)).verdict.kind]).toEqual([that, 'passed']);
  });

  it('misses a leader, or has two, or one that keeps changing', () => {
    const nobody = kindWith((node, pings) => ({ ...lead(node, pings), role: 'follower' }));
    expect(verdict('leader-exists', nobody).verdict).toMatchObject({
      kind: 'stalled',
      property: 'leader-exists',
    });
    const everybody = kindWith((node, pings) => ({ ...lead(node, pings), role: 'leader' }));
    expect(verdict('leader-exists', everybody).verdict.kind).toBe('stalled');
    const turns = kindWith((node, pings) => ({
      ...lead(node, pings),
      role: pings % 3 === node - 1 ? 'leader' : 'follower',
    }));
    expect(verdict('stable-leader', turns).verdict.kind).toBe('stalled');
  });

  it('misses a node that stays behind, a commit index that stays, clients that wait', () => {
    const behind = kindWith((node, pings) => ({ ...lead(node, pings), lastApplied: node === 3 ? 1 : pings }));
    const late = verdict('all-nodes-caught-up', behind).verdict;
    expect(late).toMatchObject({ kind: 'stalled', message: expect.stringContaining('n3 behind') });
    const stuck = kindWith((node, pings) => ({ ...lead(node, pings), commitIndex: 1, lastApplied: 1 }));
    expect(verdict('commit-advances', stuck).verdict.kind).toBe('stalled');
    class Silent extends Register {
      override onRequest(): void {}
    }
    expect(verdict('pending-ops-finish', kindWith(lead, Silent)).verdict.kind).toBe('stalled');
  });

  it('is judged at its bound, not at the end of the run', () => {
    const nobody = kindWith((node, pings) => ({ ...lead(node, pings), role: 'follower' }));
    const record = verdict('leader-exists', nobody);
    expect(record.endedAt).toBeGreaterThan(6 * second);
    expect(record.endedAt).toBeLessThan(6.1 * second);
  });

  const everybody: Selector = { kind: 'role', role: 'all' };
  const fullDisks: FaultPlan = {
    id: 'full',
    trigger: { kind: 'at', at: second },
    action: { kind: 'disk', nodes: everybody, fault: 'full', latency: null },
    duration: null,
    as: null,
  };
  /** Every node writes at every beat, so that each finds out about its disk. */
  class Noting extends Register {
    private beats = 1_000_000;

    override onAlarm(): void {
      super.onAlarm();
      this.host.write({ key: 'beat', value: null }, ++this.beats);
    }
  }
  const nobody = (node: number, pings: number): ProgramStatus => ({ ...lead(node, pings), role: 'follower' });

  it('is judged once full disks are healed and who halted for them is started again', () => {
    const faults = { faults: [fullDisks], limits: { down: 'unlimited', damaged: 'unlimited' } } as const;
    const sound = verdict('leader-exists', kindWith(lead, Noting), faults);
    expect(sound.verdict.kind).toBe('passed');
    expect(sound.statistics).toMatchObject({ crashes: 3, restarts: 3 });
    expect(sound.goals[0]).toMatchObject({ status: 'reached' });
    expect(verdict('leader-exists', kindWith(nobody, Noting), faults).verdict.kind).toBe('stalled');
  });

  it('excuses what no majority can do: their disks are full for good', () => {
    const disk = { ...plan().disk, capacity: 100 };
    const record = verdict('leader-exists', kindWith(nobody, Noting), { disk });
    expect(record.verdict.kind).toBe('passed');
    expect(record.goals[0]).toMatchObject({ status: 'excused' });
  });

  it('excuses what no majority can do: no two nodes hear each other', () => {
    const { network } = plan();
    const loss = 0x1_0000_0000;
    const deaf = { ...network, defaults: { ...network.defaults, loss } };
    expect(verdict('leader-exists', kindWith(nobody), { network: deaf }).goals[0]).toMatchObject({
      status: 'excused',
    });
    // Two of three are a majority.
    const nothing = { latency: null, loss, duplicate: null, reorder: null, bandwidth: null };
    const links = [{ from: 1, to: 2, set: nothing }];
    const oneDeafLink = verdict('leader-exists', kindWith(nobody), { network: { ...network, links } });
    expect(oneDeafLink.verdict.kind).toBe('stalled');
  });

  it('excuses nobody who stopped by itself', () => {
    class Halting extends Register {
      override onAlarm(): void {
        super.onAlarm();
        if (this.host.now() > 3 * second) this.host.halt('tired');
      }
    }
    const halting = kindWith(lead, Halting);
    const first = verdict('leader-exists', halting);
    expect(first.verdict).toMatchObject({
      kind: 'violated',
      violation: { property: 'no-causeless-halt', evidence: { reason: 'tired' } },
    });
    expect(first.endedAt).toBeLessThan(3.2 * second);
    const checks = {
      ...plan().checks,
      always: ['linearizable'],
      eventually: [{ that: 'stable-leader', within: second }],
    } as const;
    const unwatched = run(plan({ checks }), 1, { program: halting });
    expect(unwatched.verdict).toMatchObject({ kind: 'stalled', property: 'stable-leader' });
  });
});

describe('sometimes', () => {
  it('counts what happened and misses what did not', () => {
    const crash: FaultPlan = {
      id: 'crash',
      trigger: { kind: 'every', every: constant(second), from: 0, until: 5 * second, times: 3 },
      action: { kind: 'crash', nodes: { kind: 'nodes', nodes: [2] }, lose: 'random' },
      duration: constant(100_000),
      as: null,
    };
    const event = (name: 'crash' | 'restart'): Condition => ({
      kind: 'event',
      event: name,
      node: null,
      term: null,
      index: null,
    });
    const that: Plan['checks']['sometimes'] = [
      {
        name: 'pings',
        that: { kind: 'message', messages: ['ping'], from: null, to: null, term: null, index: null },
        atLeast: 100,
      },
      { name: 'crashes', that: event('crash'), atLeast: 3 },
      { name: 'restarts', that: event('restart'), atLeast: 3 },
      { name: 'strikes', that: { kind: 'fault', id: 'crash' }, atLeast: 3 },
      {
        name: 'answers',
        that: { kind: 'operation', state: 'ok', op: null, client: 0, key: null },
        atLeast: 10,
      },
      {
        name: 'one leader',
        that: { kind: 'leaders', is: { operator: '>=', value: 1 }, lasting: 0 },
        atLeast: 1,
      },
    ];
    const of = (sometimes: Plan['checks']['sometimes']): Run =>
      run(plan({ faults: [crash], checks: { ...plan().checks, sometimes } }), 1, {
        program: {
          ...kindWith(lead),
          observers: () => [{ afterEvent: () => null, audit: () => null, report: () => [] }],
        },
      });
    expect(of(that).verdict.kind).toBe('passed');
    for (const goal of that) {
      expect(of([{ ...goal, atLeast: 100_000 }]).verdict).toEqual({ kind: 'missed', goals: [goal.name] });
      // One run alone cannot miss what one of many has to reach.
      expect(of([{ ...goal, atLeast: 100_000, perSeeds: 10 }]).verdict.kind).toBe('passed');
    }
  });
});
