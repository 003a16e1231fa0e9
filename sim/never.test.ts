// What must never happen: found at exactly its event, silent otherwise, and no part of the run itself.

import { expect, it } from 'vitest';
import { constant, plan } from './fixtures/plan.ts';
import type { FaultPlan, NeverPlan, Plan } from './plan.ts';
import { registerPrograms } from './programs.ts';
import { run } from './run.ts';
import type { Run } from './verdict.ts';

registerPrograms();

const crash: FaultPlan = {
  id: 'crash',
  trigger: { kind: 'at', at: 1_000_000 },
  action: { kind: 'crash', nodes: { kind: 'nodes', nodes: [2] }, lose: 'random' },
  duration: constant(100_000),
  as: null,
};

function judged(...never: readonly NeverPlan[]): Run {
  const changed: Plan = plan({ faults: [crash], checks: { ...plan().checks, never } });
  return run(changed, 1);
}

const event = { kind: 'event', event: 'crash', node: null, term: null, index: null } as const;

it('ends the run at the event', () => {
  const { verdict, goals } = judged({ name: 'a crash', that: event });
  expect(verdict).toMatchObject({
    kind: 'violated',
    violation: { property: 'never a crash', node: 2, at: 1_000_000 },
  });
  expect(goals).toEqual([{ kind: 'never', name: 'a crash', status: 'not-reached', detail: 'it happened' }]);
});

it('sees states that last', () => {
  const down = {
    kind: 'standing',
    node: { kind: 'nodes', nodes: [2] },
    role: 'down',
    term: null,
    commit: null,
    applied: null,
  } as const;
  const long = { name: 'n2 is long down', that: { ...down, lasting: 200_000 } } as const;
  expect(judged(long).verdict.kind).toBe('passed');
  const { verdict } = judged({ ...long, that: { ...down, lasting: 50_000 } });
  expect(verdict).toMatchObject({ kind: 'violated', violation: { property: 'never n2 is long down' } });
  const at = verdict.kind === 'violated' ? verdict.violation.at : 0;
  // The first event at which it has lasted long enough.
  expect(at).toBeGreaterThanOrEqual(1_050_000);
  expect(at).toBeLessThan(1_060_000);
});

it('leaves a run alone in which it does not happen, and is not judged where another thing broke', () => {
  const elsewhere = { kind: 'nodes', nodes: [3] } as const;
  const kept = { name: 'n3 crashes', that: { ...event, node: elsewhere } } as const;
  const record = judged(kept);
  expect(record.verdict.kind).toBe('passed');
  expect(record.goals[0]).toMatchObject({ status: 'reached', detail: 'it did not happen' });
  expect(record.digest).toBe(judged().digest);
  expect(judged(kept, { name: 'a crash', that: event }).goals.map(({ status }) => status)).toEqual([
    'not-judged',
    'not-reached',
  ]);
});
