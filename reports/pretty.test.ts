// The report for people: one run in full, sweeps in lines, blocks for what failed first.

import { describe, expect, it } from 'vitest';
import { Capture } from './fixtures/capture.ts';
import { fakeRecord, fakeRun, fakeSubject, violation } from './fixtures/run.ts';
import { width } from './layout.ts';
import { palette } from './palette.ts';
import { PrettyReporter } from './pretty.ts';
import type { RunRecord } from './record.ts';
import { Tally } from './tally.ts';

function reportOf(records: readonly RunRecord[], ascii = false): string {
  const sink = new Capture();
  const look = palette({ ascii, color: false, columns: 80 });
  const reporter = new PrettyReporter(sink, look);
  const subject = records[0]!.subject;
  const tally = new Tally(subject);
  reporter.begin({ version: '0.1.0', subjects: [subject], runs: subject.runs });
  for (const record of records) {
    tally.add(record);
    reporter.onRun(record);
  }
  tally.elapsedMs = 9;
  reporter.onScenario(tally);
  reporter.end({
    exitCode: records.some((record) => record.outcome === 'failed') ? 1 : 0,
    complete: true,
    elapsedMs: 9,
  });
  return sink.text;
}

const many = fakeSubject({ seeds: '1..4', runs: 4 });

describe('the report for people', () => {
  it('tells one passing run in full', () => {
    expect(reportOf([fakeRecord()])).toBe(`whitewater 0.1.0 · figure-8 · seed 1203
  5 nodes, 3 clients, 20s chaos, 10s calm

  ✓ election-safety      5 terms, 4 leaders
  ✓ leader-completeness  12 elections compared
  ✓ sometimes crash      3 of at least 1

  9,127 events · digest 0123456789abcdef

1 passed · 4.3s simulated in 9ms · exit 0
`);
  });

  it('has a word for every symbol in ASCII', () => {
    const run = fakeRun({
      verdict: { kind: 'violated', violation },
      goals: [{ kind: 'eventually', name: 'leader-exists', status: 'not-judged', detail: '' }],
    });
    const report = reportOf([fakeRecord({ run })], true);
    expect(report).toContain('  ok   election-safety');
    expect(report).toContain('  FAIL leader-completeness       t=4.318s  event 9127');
    expect(report).toContain('  -    eventually leader-exists  not judged: the run stopped before');
    expect(report.replaceAll('§', '')).toMatch(/^[\n\x20-\x7e]*$/);
  });

  it('tells a sweep in a line and a block for the first failing seed', () => {
    const runs = [1, 2, 3, 4].map((seed) =>
      fakeRun({ seed, verdict: seed > 2 ? { kind: 'violated', violation } : { kind: 'passed' } }),
    );
    const report = reportOf(runs.map((run) => fakeRecord({ subject: many, run })));
    expect(report).toContain('  ✗ figure-8  2 passed, 2 failed');
    expect(report.match(/^FAIL/gm)).toHaveLength(1);
    expect(report).toContain('--seed 3\n  also seeds 4\n');
    expect(report).toMatch(/4 runs: 2 passed, 2 failed · 17.3s simulated in 9ms · exit 1\n$/);
    for (const line of report.split('\n')) expect(width(line), line).toBeLessThanOrEqual(80);
  });

  it('shows no block for a planted bug that a sweep caught', () => {
    const subject = { ...many, fails: 'leader-completeness' };
    const runs = [fakeRun({ seed: 1 }), fakeRun({ seed: 2, verdict: { kind: 'violated', violation } })];
    const report = reportOf(runs.map((run) => fakeRecord({ subject, run })));
    expect(report).toContain('✓ figure-8  1 caught the planted bug, 1 did not, first by seed 2');
    expect(report).not.toContain('CAUGHT');
  });

  it('tells of a sweep how often a rare goal was reached, and whether that is enough', () => {
    const goal = { kind: 'sometimes', name: 'two leaders at once', detail: '', perSeeds: 2 } as const;
    const sweep = (...hits: readonly boolean[]): string =>
      reportOf(
        hits.map((isHit, seed) => {
          const status = isHit ? 'reached' : 'not-reached';
          return fakeRecord({ subject: many, run: fakeRun({ seed, goals: [{ ...goal, status }] }) });
        }),
      );
    expect(sweep(true, false, false)).toContain(
      '    ✓ sometimes two leaders at once: in 1 of 3 runs, one in 2 is asked\n',
    );
    expect(sweep(false)).toContain('in 0 of 1 run, one in 2 is asked, too few');
    const missed = sweep(true, false, false, false);
    expect(missed).toContain('  ✗ figure-8  4 passed');
    expect(missed).toContain('    ✗ sometimes two leaders at once: in 1 of 4 runs');
    for (const line of missed.split('\n')) expect(width(line), line).toBeLessThanOrEqual(80);
  });

  it('says what is not caught yet, and what was caught too late', () => {
    const subject = { ...many, fails: 'leader-completeness', failsWithin: 2 };
    const sweep = (caughtAt: number, runs: number): string =>
      reportOf(
        Array.from({ length: runs }, (_, position) => {
          const isCaught = position + 1 === caughtAt;
          const verdict = isCaught
            ? ({ kind: 'violated', violation } as const)
            : ({ kind: 'passed' } as const);
          return fakeRecord({ subject, run: fakeRun({ seed: position + 1, verdict }) });
        }),
      );
    expect(sweep(0, 1)).toContain('not caught yet in 1 of 2 seeds');
    expect(sweep(2, 3)).toContain('  ✓ figure-8');
    expect(sweep(3, 3)).toContain('not caught within 2 seeds');
    expect(sweep(3, 3)).toContain('  ✗ figure-8');
  });
});
