// The JUnit report: well-formed whatever a program says, one case a property, counts that add up.

import { describe, expect, it } from 'vitest';
import type { GoalReport } from '../sim/verdict.ts';
import { Capture } from './fixtures/capture.ts';
import { fakeRecord, fakeRun, fakeSubject, violation } from './fixtures/run.ts';
import { wellFormed } from './fixtures/well-formed.ts';
import { JunitReporter } from './junit.ts';
import type { RunRecord } from './record.ts';
import { Tally } from './tally.ts';

function reportOf(records: readonly RunRecord[]): string {
  const sink = new Capture();
  const reporter = new JunitReporter(sink);
  reporter.begin({ version: '0.0.0', subjects: [], runs: records.length });
  const tally = new Tally(records[0]!.subject);
  for (const record of records) {
    tally.add(record);
    reporter.onRun(record);
  }
  reporter.onScenario(tally);
  reporter.end({ exitCode: 1, complete: true, elapsedMs: 1500 });
  return sink.text;
}

const violated = fakeRun({ seed: 7, verdict: { kind: 'violated', violation } });

describe('the JUnit report', () => {
  it('has a suite for the scenario and a case for each property, not for each seed', () => {
    const report = reportOf([fakeRecord(), fakeRecord({ run: fakeRun({ seed: 2 }) })]);
    expect(wellFormed(report)).toEqual({
      testsuites: 1,
      testsuite: 1,
      properties: 1,
      property: 5,
      testcase: 3,
    });
    expect(report).toContain('<testsuites name="whitewater" tests="3" failures="0" errors="0" skipped="0"');
  });

  it('puts the failure block, the seed and the replay command where CI servers show them', () => {
    const report = reportOf([fakeRecord({ run: violated }), fakeRecord({ run: { ...violated, seed: 9 } })]);
    wellFormed(report);
    expect(report).toContain('failures="1"');
    expect(report).toContain('<property name="seed" value="7"/>');
    expect(report).toContain(
      '<property name="repro" value="whitewater run scenarios/figure-8.yaml --seed 7"/>',
    );
    expect(report).toContain('seeds that fail so (2): 7, 9');
  });

  it('stays well-formed whatever a program says', () => {
    const error = 'Error: <&"\'> ]]> \u0000\u001b[31m \ud800 \uffff 🙂\nline';
    const run = fakeRun({ verdict: { kind: 'crashed', node: 1, event: 2, at: 3, error } });
    const report = reportOf([fakeRecord({ run, subject: fakeSubject({ file: 'a"<b>&.yaml' }) })]);
    expect(wellFormed(report)).toMatchObject({ error: 1 });
    expect(report).toContain('🙂');
    expect(report).toContain('errors="1"');
  });

  it('skips what is inconclusive and fails a missed goal under its name', () => {
    const run = fakeRun({ verdict: { kind: 'inconclusive', reason: 'budget' } });
    expect(wellFormed(reportOf([fakeRecord({ run })]))).toMatchObject({ skipped: 1, testcase: 4 });
    const { properties } = fakeRun();
    const open = properties.map((report) => ({ ...report, status: 'unknown' as const }));
    expect(wellFormed(reportOf([fakeRecord({ run: { ...run, properties: open } })]))).toMatchObject({
      skipped: 2,
      testcase: 3,
    });
    const missing = (goal: string): RunRecord =>
      fakeRecord({ run: fakeRun({ verdict: { kind: 'missed', goals: [goal] } }) });
    expect(wellFormed(reportOf([missing('crash'), missing('restart')]))).toMatchObject({ failure: 2 });
    const missed = reportOf([missing('crash')]);
    expect(missed).toContain('<testcase name="crash" classname="figure-8.sometimes">\n      <failure');
    expect(wellFormed(missed)).toMatchObject({ testcase: 3, failure: 1 });
  });

  it('fails a threshold that was not kept under its name', () => {
    const verdict = { kind: 'outside', thresholds: ['terms'], message: 'terms 4, bound < 3' } as const;
    const goals = ['terms', 'commits'].map((name) => ({
      kind: 'threshold' as const,
      name,
      status: name === 'terms' ? ('not-reached' as const) : ('reached' as const),
      detail: '',
      value: 4,
    }));
    const report = reportOf([fakeRecord({ run: fakeRun({ verdict, goals }) })]);
    expect(report).toContain('<testcase name="terms" classname="figure-8.threshold">\n      <failure');
    expect(wellFormed(report)).toMatchObject({ testcase: 4, failure: 1 });
  });

  it('passes a planted bug that was caught and fails one that was not', () => {
    const subject = fakeSubject({ fails: 'leader-completeness' });
    expect(reportOf([fakeRecord({ subject, run: violated })])).toContain('failures="0"');
    const report = reportOf([fakeRecord({ subject })]);
    expect(report).toContain('<testsuite name="planted bugs" tests="1" failures="1"');
    expect(report).toContain('<testcase name="leader-completeness" classname="figure-8.planted">');
    expect(wellFormed(report)).toMatchObject({ failure: 1 });
  });

  it('judges a rare goal, and what must fail within so many seeds, over all runs', () => {
    const goal = { kind: 'sometimes', name: 'rare', status: 'not-reached', detail: '', perSeeds: 2 } as const;
    const of = (...goals: readonly GoalReport[]): string =>
      reportOf(goals.map((one) => fakeRecord({ run: fakeRun({ goals: [one] }) })));
    expect(of(goal, { ...goal, status: 'reached' })).toContain('failures="0"');
    expect(of(goal)).toContain('Reached in 0 of 1 runs; one in 2 is asked.');
    expect(wellFormed(of(goal))).toMatchObject({ skipped: 1 });
    expect(wellFormed(of(goal, goal))).toMatchObject({ failure: 1 });
    const subject = fakeSubject({ fails: 'leader-completeness', failsWithin: 2 });
    expect(wellFormed(reportOf([fakeRecord({ subject })]))).toMatchObject({ skipped: 1 });
    expect(wellFormed(reportOf([fakeRecord({ subject }), fakeRecord({ subject })]))).toMatchObject({
      failure: 1,
    });
  });

  it('fails what must never happen under its name', () => {
    const verdict = { kind: 'violated', violation: { ...violation, property: 'never x' } } as const;
    const goals = [{ kind: 'never', name: 'x', status: 'not-reached', detail: '' }] as const;
    const report = reportOf([fakeRecord({ run: fakeRun({ verdict, goals }) })]);
    expect(report).toContain('<testcase name="never x" classname="figure-8.never">\n      <failure');
    expect(wellFormed(report)).toMatchObject({ testcase: 3, failure: 1 });
  });
});
