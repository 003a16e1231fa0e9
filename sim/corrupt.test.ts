// Damaged frames: dropped by their receivers, counted, seen in a trace, and no harm to safety.

import { expect, it } from 'vitest';
import { plan } from './fixtures/plan.ts';
import type { Plan, Threshold } from './plan.ts';
import { registerPrograms } from './programs.ts';
import { run } from './run.ts';
import type { TraceEvent } from './trace.ts';

registerPrograms();

function withCorrupt(corrupt: Threshold, more: Partial<Plan> = {}): Plan {
  const { network } = plan();
  return plan({ network: { ...network, defaults: { ...network.defaults, corrupt } }, ...more });
}

it('are dropped where they arrive, and counted', () => {
  const events: TraceEvent[] = [];
  const corrupt = { kind: 'event', event: 'corrupt', node: null, term: null, index: null } as const;
  const checks = { ...plan().checks, sometimes: [{ name: 'damaged', that: corrupt, atLeast: 20 }] };
  const { verdict, statistics } = run(withCorrupt(0x2000_0000, { checks }), 1, {
    trace: { record: (event) => void events.push(event) },
  });
  expect(verdict.kind).toBe('passed');
  const { messages } = statistics;
  const dropped = events.filter(({ kind }) => kind === 'corrupt');
  expect(dropped.length).toBeGreaterThan(20);
  // Some may still be under way at the end.
  expect(messages.corrupted).toBeGreaterThanOrEqual(dropped.length);
  expect(messages.delivered + messages.corrupted).toBeLessThanOrEqual(messages.sent + messages.duplicated);
  expect(dropped[0]).toMatchObject({ message: null, effects: [] });
  expect(dropped[0]!.text).toMatch(/^drops a damaged frame of n\d: /);
});

it('all of them: nobody ever leads', () => {
  const { statistics } = run(withCorrupt(0x1_0000_0000), 1);
  expect(statistics.elections).toBe(0);
  expect(statistics.messages.delivered).toBe(0);
});

it('none of them change a run that has none', () => {
  expect(run(withCorrupt(0), 1).digest).toBe(run(plan(), 1).digest);
});
