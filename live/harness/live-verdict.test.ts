// Live runs judged: what fails one, and what is said of it.

import { describe, expect, it } from 'vitest';
import { CourseCounts } from '../../sim/course/counts.ts';
import { coursePlan } from '../../sim/course/fixtures/puppet.ts';
import type { CoursePlan } from '../../sim/course/plan.ts';
import { summaryOf } from '../../sim/course/summarize.ts';
import type { Operation } from '../../sim/history.ts';
import type { Run } from '../../sim/verdict.ts';
import type { LiveEnd } from './live-end.ts';
import { type Judged, runOf } from './live-verdict.ts';
import { Roster } from './roster.ts';

const judgedBy: Judged = {
  scenario: 'small (live)',
  seed: 3,
  roster: new Roster(['0000', '0001', '0002']),
  replica: './mine',
  credit: 'Full credit',
};

function operation(id: number, changes: Partial<Operation>): Operation {
  return {
    id,
    client: 1,
    sequence: id + 1,
    command: { kind: 'put', key: 'k', value: `v${id}` },
    invokedEvent: 10 * id + 1,
    invokedAt: 1000 * id,
    state: 'ok',
    returnedEvent: 10 * id + 5,
    returnedAt: 1000 * id + 500,
    result: { ok: true, value: null },
    ...changes,
  };
}

const get = (id: number, value: string): Operation =>
  operation(id, { command: { kind: 'get', key: 'k' }, result: { ok: true, value } });

function judged(
  changes: Partial<LiveEnd> = {},
  counted: Partial<CourseCounts> = {},
  benchmarks: Partial<CoursePlan['benchmarks']> = {},
): Run {
  const plan = coursePlan({}, 3).course!;
  const counts = Object.assign(new CourseCounts(), { keys: 1, requests: { get: 1, put: 2 } }, counted);
  const course = summaryOf({ ...plan, benchmarks: { ...plan.benchmarks, ...benchmarks } }, counts, {
    replicas: 3,
    leaders: [1],
    messages: { sent: 12, dropped: 2, blocked: 1 },
    waiting: [],
  });
  const end: LiveEnd = {
    isInterrupted: false,
    endedAt: 9000,
    events: 90,
    digest: '0123456789abcdef',
    course,
    operations: [operation(0, {}), operation(1, {}), get(2, 'v1')],
    deaths: [],
    mishaps: [],
    faults: { injected: 0, skipped: 0 },
    ...changes,
  };
  return runOf(end, judgedBy);
}

describe('a live run', () => {
  it('passes with all checks held', () => {
    const run = judged();
    expect(run).toMatchObject({
      verdict: { kind: 'passed' },
      nodes: 3,
      clients: 8,
      live: { replica: './mine' },
    });
    expect(run.properties.every(({ status }) => status === 'held')).toBe(true);
    expect(run.properties.map(({ property }) => property)).toEqual(
      expect.arrayContaining(['replicas-alive', 'linearizable', 'credit']),
    );
    expect(run.statistics.messages).toMatchObject({ sent: 12, delivered: 9, lost: 2, cut: 1 });
  });

  it('fails where a replica died, and says how', () => {
    const death = { replica: 2, event: 7, at: 700, how: 'signal SIGSEGV', stderr: 'a\nlast line\n' };
    const { verdict, live } = judged({ deaths: [death] }, { died: 1 });
    expect(verdict).toMatchObject({
      kind: 'violated',
      violation: { property: 'replicas-alive', event: 7, at: 700, node: 2 },
    });
    expect(JSON.stringify(verdict)).toContain('0001 died: signal SIGSEGV; its last words: last line');
    expect(live!.deaths[0]!.replica).toBe('0001');
  });

  it('fails where a response is incorrect, and says which was the first', () => {
    const mishap = { replica: 1, event: 8, at: 800, why: 'not JSON: {' };
    const { verdict } = judged({ mishaps: [mishap] }, { malformed: 1 });
    expect(verdict).toMatchObject({ violation: { property: 'incorrect-responses', event: 8, node: 1 } });
    expect(JSON.stringify(verdict)).toContain('not JSON: {');
  });

  it('fails where no order explains what clients saw, and names the operations', () => {
    const run = judged({ operations: [operation(0, {}), operation(1, {}), get(2, 'v0')] });
    expect(run.verdict).toMatchObject({ violation: { property: 'linearizable', event: 25, at: 2500 } });
    expect(run.operations!.length).toBeGreaterThan(0);
  });

  it('may have an attempt without an answer in any order, or in none', () => {
    const open = operation(1, { state: 'pending', returnedEvent: -1, returnedAt: -1, result: null });
    for (const seen of ['v0', 'v1'])
      expect(judged({ operations: [operation(0, {}), open, get(2, seen)] }).verdict.kind).toBe('passed');
  });

  it.each([
    [[20, 30, 40], 'passed'],
    [[10, 13, 40], 'passed'],
    [[10, 12, 40], 'violated'],
  ] as const)('with thresholds of %j for 12 messages has %s', (totalMessages, kind) => {
    expect(judged({}, {}, { totalMessages }).verdict.kind).toBe(kind);
  });
});
