// A whole run with a program that is not Raft: determinism, faults, and programs that throw.

import { describe, expect, it } from 'vitest';
import { constant, plan } from './fixtures/plan.ts';
import { Register, registerKind } from './fixtures/register.ts';
import { run } from './run.ts';
import type { TraceEvent } from './trace.ts';

const program = registerKind();

describe('run', () => {
  it('serves clients and passes', () => {
    const record = run(plan(), 1, { program });
    expect(record.verdict).toEqual({ kind: 'passed' });
    expect(record.statistics.operations.ok).toBeGreaterThan(200);
    expect(record.statistics.operations.unknown).toBe(0);
    expect(record.endedAt).toBeLessThanOrEqual(7_000_000);
  });

  it('repeats itself exactly, and differs by seed', () => {
    const first = run(plan(), 7, { program });
    expect(run(plan(), 7, { program })).toEqual(first);
    expect(run(plan(), 8, { program }).digest).not.toBe(first.digest);
  });

  it('tells the same run with a trace', () => {
    const events: TraceEvent[] = [];
    const traced = run(plan(), 7, { program, trace: { record: (event) => void events.push(event) } });
    expect(traced).toEqual(run(plan(), 7, { program }));
    expect(events.length).toBe(traced.events);
    expect(events.map((event) => event.event)).toEqual(events.map((_, position) => position + 1));
  });

  it('crashes and restarts nodes, and keeps what was durable', () => {
    const faults = [
      {
        id: 'crash',
        trigger: { kind: 'every', every: constant(700_000), from: 0, until: 5_000_000, times: 0 },
        action: { kind: 'crash', nodes: { kind: 'nodes', nodes: [1] }, lose: 'unsynced' },
        duration: constant(100_000),
        as: null,
      },
    ] as const;
    const record = run(plan({ faults }), 3, { program });
    expect(record.statistics.crashes).toBe(7);
    expect(record.statistics.restarts).toBe(7);
    expect(record.verdict.kind).toBe('passed');
  });

  it('never takes a majority away when limited', () => {
    const faults = [
      {
        id: 'storm',
        trigger: { kind: 'every', every: constant(100_000), from: 0, until: 5_000_000, times: 0 },
        action: { kind: 'crash', nodes: { kind: 'role', role: 'all' }, lose: 'random' },
        duration: constant(1_000_000),
        as: null,
      },
    ] as const;
    let fewest = 3;
    const up = new Set([1, 2, 3]);
    const watch = (event: TraceEvent): void => {
      if (event.kind === 'crash') up.delete(event.node);
      if (event.kind === 'start') up.add(event.node);
      fewest = Math.min(fewest, up.size);
    };
    run(plan({ faults }), 3, { program, trace: { record: watch } });
    expect(fewest).toBe(2);
  });

  it('reports a program that throws as crashed', () => {
    class Thrower extends Register {
      override onMessage(): void {
        throw new RangeError('off the log');
      }
    }
    const record = run(plan(), 1, { program: registerKind(Thrower) });
    expect(record.verdict).toMatchObject({ kind: 'crashed', error: 'RangeError: off the log' });
  });

  it('ends a program that goes round in circles at one instant', () => {
    class Restless extends Register {
      override onAlarm(): void {
        this.host.setAlarm(this.host.now());
      }
    }
    const record = run(plan(), 1, { program: registerKind(Restless) });
    expect(record.verdict).toMatchObject({
      kind: 'crashed',
      error: expect.stringContaining('time stands still'),
    });
    expect(record.endedAt).toBeLessThan(100_000);
  });

  it('lets a plan fix single decisions without touching the rest', () => {
    const seen = (overrides: { readonly [name: string]: number }): readonly string[] => {
      const lines: string[] = [];
      const record = (event: TraceEvent): void => {
        if (event.kind === 'message') lines.push(`${event.at} ${event.text}`);
      };
      run(plan({ overrides, workload: { ...plan().workload, clients: 0 } }), 5, {
        program,
        trace: { record },
      });
      return lines;
    };
    const free = seen({});
    const fixed = seen({ 'link/1>2/3/lost': 1, 'link/2>3/5/latency': 123_456 });
    const gone = free.filter((line) => !fixed.includes(line));
    expect(gone.map((line) => line.replace(/^\d+ /, ''))).toEqual(['n1 → n2 ping 3', 'n2 → n3 ping 5']);
    expect(fixed.filter((line) => !free.includes(line)).length).toBe(1);
  });

  it('catches a clock and a die of the machine, planted in a program', () => {
    class Wallclock extends Register {
      override onMessage(): void {
        this.host.setAlarm(this.host.now() + 1 + (Date.now() % 1000));
      }
    }
    class Die extends Register {
      override onStart(): void {
        this.host.setAlarm(this.host.now() + 1 + Math.floor(Math.random() * 1_000_000));
      }
    }
    for (const make of [Wallclock, Die]) {
      const digests = [1, 2, 3].map(() => run(plan(), 1, { program: registerKind(make) }).digest);
      expect(new Set(digests).size).toBeGreaterThan(1);
    }
  });
});
