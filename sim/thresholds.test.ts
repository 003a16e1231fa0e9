// Thresholds: exact measures, latencies kept only where asked for, and a verdict of their own.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Batch } from './facts.ts';
import { plan } from './fixtures/plan.ts';
import { registerKind } from './fixtures/register.ts';
import type { Operation } from './history.ts';
import { type Measured, measure } from './measure.ts';
import { metricNames } from './metric.ts';
import type { ThresholdPlan } from './plan.ts';
import { run } from './run.ts';
import { Thresholds } from './thresholds.ts';
import type { Run } from './verdict.ts';

function judged(...thresholds: readonly ThresholdPlan[]): Run {
  const changed = plan({ checks: { ...plan().checks, thresholds } });
  return run(changed, 1, { program: registerKind() as never });
}

const { statistics } = judged();
const measured = (latencies: readonly number[]): Measured => ({
  statistics: {
    ...statistics,
    operations: { ...statistics.operations, ok: 3 },
    messages: { ...statistics.messages, sent: 10 },
  },
  events: 7,
  endedAt: 2_000_000,
  latencies,
});

describe('a measure', () => {
  it('takes percentiles by nearest rank', () => {
    const hundred = measured(Array.from({ length: 100 }, (_, position) => position + 1));
    const of = ['p50', 'p90', 'p99', 'max', 'mean'].map((which) =>
      measure(`client.latency.${which}` as ThresholdPlan['metric'], hundred),
    );
    expect(of).toEqual([50, 90, 99, 100, 50]);
    expect(measure('client.latency.p50', measured([4]))).toBe(4);
    expect(measure('client.latency.p99', measured([]))).toBeNull();
  });

  it('agrees with counting, for any latencies', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 1, maxLength: 300 }), (given) => {
        const rising = given.sort((one, other) => one - other);
        const p90 = measure('client.latency.p90', measured(rising))!;
        const below = (limit: number): number => rising.filter((value) => value <= limit).length * 10;
        expect(below(p90)).toBeGreaterThanOrEqual(rising.length * 9);
        expect(below(p90 - 1)).toBeLessThan(rising.length * 9);
      }),
    );
  });

  it('divides into thousandths, rounded down', () => {
    expect(measure('messages.per.op', measured([]))).toBe(3333);
    expect(measure('operations.rate', measured([]))).toBe(1500);
  });

  it('has a number for every name', () => {
    for (const name of metricNames) expect(measure(name, measured([1])), name).toBeTypeOf('number');
  });
});

describe('a threshold', () => {
  it('that is not kept makes the run `outside`, with what was measured', () => {
    const kept = { metric: 'operations.ok', is: { operator: '>=', value: 1 } } as const;
    const broken = { metric: 'client.latency.p50', is: { operator: '<', value: 1000 } } as const;
    const { verdict, goals } = judged(kept, broken);
    expect(verdict).toMatchObject({ kind: 'outside', thresholds: ['client.latency.p50'] });
    expect(goals.map(({ name, status }) => [name, status])).toEqual([
      ['operations.ok', 'reached'],
      ['client.latency.p50', 'not-reached'],
    ]);
    expect(goals[0]!.value).toBe(statistics.operations.ok);
    // Each way takes 1 ms at least.
    expect(goals[1]!.value).toBeGreaterThanOrEqual(2000);
    expect(judged(kept).verdict.kind).toBe('passed');
  });

  it('without anything to measure is not kept', () => {
    const silent = plan({
      workload: { ...plan().workload, clients: 0 },
      checks: {
        ...plan().checks,
        thresholds: [{ metric: 'client.latency.max', is: { operator: '<', value: 1e12 } }],
      },
    });
    const { verdict } = run(silent, 1, { program: registerKind() as never });
    expect(verdict).toMatchObject({
      kind: 'outside',
      message: expect.stringContaining('no operation was answered'),
    });
  });

  it('is not judged where the run stopped before its end', () => {
    const changed = plan({
      checks: { ...plan().checks, thresholds: [{ metric: 'events', is: { operator: '>', value: 0 } }] },
    });
    const { goals } = run(changed, 1, { program: registerKind() as never, stopAtEvent: 50 });
    expect(goals).toMatchObject([{ kind: 'threshold', status: 'not-judged' }]);
  });

  it('changes nothing of the run itself', () => {
    const bound = { metric: 'client.latency.p99', is: { operator: '<', value: 1 } } as const;
    expect(judged(bound).digest).toBe(judged().digest);
  });
});

it('only answered operations have a latency', () => {
  const thresholds = new Thresholds([{ metric: 'client.latency.max', is: { operator: '<', value: 100 } }]);
  const returned = new Batch<Operation>();
  const operation = { invokedAt: 10, returnedAt: 90 } as Operation;
  returned.push({ ...operation, state: 'ok' });
  returned.push({ ...operation, returnedAt: 9000, state: 'unknown' });
  thresholds.note(returned);
  expect(thresholds.watchesOperations).toBe(true);
  expect(thresholds.report(statistics, 1, 100)[0]).toMatchObject({ status: 'reached', value: 80 });
});
