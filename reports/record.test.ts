// Verdicts measured against what was expected.

import { describe, expect, it } from 'vitest';
import type { Verdict } from '../sim/verdict.ts';
import { fakeRecord, fakeRun, violation } from './fixtures/run.ts';
import { failureName, outcomeOf } from './record.ts';

const passed: Verdict = { kind: 'passed' };
const violated: Verdict = { kind: 'violated', violation };
const stalled: Verdict = { kind: 'stalled', property: 'leader-exists', message: 'none', at: 1 };
const missed: Verdict = { kind: 'missed', goals: ['crash'] };
const outside: Verdict = { kind: 'outside', thresholds: ['terms'], message: 'terms 4, bound < 3' };
const crashed: Verdict = { kind: 'crashed', node: 1, event: 2, at: 3, error: 'Error: no' };
const inconclusive: Verdict = { kind: 'inconclusive', reason: 'budget' };

describe('the outcome of a run', () => {
  it('without a planted bug is the verdict', () => {
    const outcomes = [passed, violated, stalled, missed, outside, crashed, inconclusive].map((verdict) =>
      outcomeOf(verdict, null),
    );
    expect(outcomes).toEqual(['passed', 'failed', 'failed', 'missed', 'outside', 'failed', 'inconclusive']);
  });

  it('with a planted bug is whether it broke what it should', () => {
    const outcomes = [violated, passed, missed, inconclusive].map((verdict) =>
      outcomeOf(verdict, violation.property),
    );
    expect(outcomes).toEqual(['caught', 'not-caught', 'not-caught', 'inconclusive']);
  });

  it('with a planted bug that breaks something else is a failure', () => {
    expect(outcomeOf(violated, 'linearizable')).toBe('failed');
    expect(outcomeOf(stalled, 'leader-exists')).toBe('caught');
  });

  it('names failures so that equal ones are counted together', () => {
    const names = [violated, stalled, crashed, missed, inconclusive, passed].map((verdict) =>
      failureName(fakeRecord({ run: fakeRun({ verdict }) })),
    );
    expect(names).toEqual([
      'leader-completeness',
      'leader-exists',
      'crashed',
      'goal missed',
      'inconclusive',
      null,
    ]);
  });

  it('puts a difference between two runs before all else', () => {
    const divergence = { event: 3, first: 'a', second: 'b' };
    expect(failureName(fakeRecord({ divergence }))).toBe('not deterministic');
  });
});
