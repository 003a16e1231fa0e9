// Liveness after the calm: each condition reached, missed within its bound, and excused without a quorum.

import { describe, expect, it } from 'vitest';
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

  it('excuses what no majority can do', () => {
    const all: Selector = { kind: 'role', role: 'all' };
    const full: FaultPlan = {
      id: 'full',
      trigger: { kind: 'at', at: second },
      action: { kind: 'disk', nodes: all, fault: 'full', latency: null },
      duration: null,
      as: null,
    };
    class Halting extends Register {
      override onAlarm(): void {
        super.onAlarm();
        if (this.host.now() > 3 * second) this.host.halt('worn out');
      }
    }
    const nobody = kindWith((node, pings) => ({ ...lead(node, pings), role: 'follower' }), Halting);
    const record = verdict('leader-exists', nobody, { faults: [full], limits: { down: 'unlimited' } });
    expect(record.verdict.kind).toBe('passed');
    expect(record.goals[0]).toMatchObject({ status: 'excused' });
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
    const that = [
      { name: 'pings', that: { kind: 'message', message: 'ping' }, atLeast: 100 },
      { name: 'crashes', that: { kind: 'crash' }, atLeast: 3 },
      { name: 'restarts', that: { kind: 'restart' }, atLeast: 3 },
      { name: 'strikes', that: { kind: 'fault', id: 'crash' }, atLeast: 3 },
      { name: 'answers', that: { kind: 'operation', state: 'ok' }, atLeast: 10 },
      { name: 'one leader', that: { kind: 'leaders' }, atLeast: 1 },
    ] as const;
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
    }
  });
});
