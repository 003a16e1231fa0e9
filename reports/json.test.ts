// The JSON report: one document that holds what was promised, the same bytes for the same runs.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Capture } from './fixtures/capture.ts';
import { fakeRecord, fakeRun, fakeSubject, violation } from './fixtures/run.ts';
import { type JsonReport, JsonReporter, type JsonRun } from './json.ts';
import type { RunRecord } from './record.ts';
import { Tally } from './tally.ts';

function reportOf(records: readonly RunRecord[], complete = true): string {
  const sink = new Capture();
  const reporter = new JsonReporter(sink);
  reporter.begin({ version: '9.9.9', subjects: [fakeSubject()], runs: records.length });
  const tally = new Tally(records[0]?.subject ?? fakeSubject());
  for (const record of records) {
    tally.add(record);
    reporter.onRun(record);
  }
  if (tally.runs > 0) reporter.onScenario(tally);
  reporter.end({ exitCode: 1, complete, elapsedMs: Math.random() * 1000 });
  return sink.text;
}

const failing = fakeRecord({ run: fakeRun({ seed: 7, verdict: { kind: 'violated', violation } }) });

describe('the JSON report', () => {
  it('is one document with every run', () => {
    const report = JSON.parse(reportOf([fakeRecord(), failing])) as JsonReport;
    expect(report).toMatchObject({ version: 2, whitewater: '9.9.9', exitCode: 1, complete: true });
    expect(report.runs.map((run) => [run.scenario, run.seed, run.outcome])).toEqual([
      ['figure-8', 1203, 'passed'],
      ['figure-8', 7, 'failed'],
    ]);
    expect(report.runs[1]!.verdict).toEqual({ kind: 'violated', violation });
  });

  it('has exactly the fields that its description names', () => {
    const [run] = (JSON.parse(reportOf([failing])) as { runs: [JsonRun] }).runs;
    expect(Object.keys(run)).toEqual([
      'scenario',
      'file',
      'seed',
      'bugs',
      'expected',
      'outcome',
      'verdict',
      'divergence',
      'digest',
      'events',
      'endedAt',
      'nodes',
      'clients',
      'properties',
      'goals',
      'statistics',
      'picked',
      'operations',
      'replay',
    ]);
  });

  it('is described field by field', () => {
    const description = readFileSync(new URL('../docs/report-format.md', import.meta.url), 'utf8');
    const report = JSON.parse(reportOf([failing])) as JsonReport;
    for (const field of [...Object.keys(report), ...Object.keys(report.runs[0]!)]) {
      expect(description).toContain(`\`${field}\``);
    }
  });

  it('is the same for the same runs, whatever the clock on the wall', () => {
    expect(reportOf([failing])).toBe(reportOf([failing]));
  });

  it('is whole without runs, and says when runs are missing', () => {
    expect(JSON.parse(reportOf([], false))).toEqual({
      version: 2,
      whitewater: '9.9.9',
      runs: [],
      sweeps: [],
      exitCode: 1,
      complete: false,
    });
  });

  it('says of a sweep what no run can tell alone', () => {
    const goal = { kind: 'sometimes', name: 'rare', status: 'reached', detail: '', perSeeds: 2 } as const;
    const subject = fakeSubject({ fails: 'leader-completeness', failsWithin: 5 });
    const report = JSON.parse(
      reportOf([fakeRecord({ subject, run: fakeRun({ goals: [goal] }) }), fakeRecord({ subject })]),
    ) as JsonReport;
    expect(report.sweeps).toEqual([
      {
        scenario: subject.scenario,
        file: subject.file,
        runs: 2,
        fails: { property: 'leader-completeness', within: 5, standing: 'open', seed: null },
        goals: [{ name: 'rare', perSeeds: 2, hits: 1, runs: 1, standing: 'met' }],
      },
    ]);
  });
});
