// TAP as another reader understands it.

import { type FinalResults, Parser, type Result } from 'tap-parser';
import { describe, expect, it } from 'vitest';
import { hostileRecord } from './fixtures/hostile.ts';
import { fakeRecord, fakeRun, fakeSubject, violation } from './fixtures/run.ts';
import { told } from './fixtures/told.ts';
import type { RunRecord } from './record.ts';
import type { Closing } from './reporter.ts';
import { TapReporter } from './tap.ts';

interface Read {
  readonly results: FinalResults;
  /** Test points of all subtests. */
  readonly points: readonly Result[];
  readonly text: string;
}

async function read(records: readonly RunRecord[], closing: Partial<Closing> = {}): Promise<Read> {
  const text = told((sink) => new TapReporter(sink), records, closing);
  const points: Result[] = [];
  const results = await new Promise<FinalResults>((resolve) => {
    const parser = new Parser({ strict: true }, resolve);
    parser.on('child', (child) => child.on('assert', (point: Result) => points.push(point)));
    parser.end(text);
  });
  return { results, points, text };
}

const failing = fakeRecord({ run: fakeRun({ seed: 7, verdict: { kind: 'violated', violation } }) });

describe('the TAP report', () => {
  it('is a subtest a scenario with a point a property', async () => {
    const other = fakeSubject({ scenario: 'other' });
    const { results, points } = await read([fakeRecord(), fakeRecord(), fakeRecord({ subject: other })]);
    expect(results).toMatchObject({ ok: true, count: 2, pass: 2, fail: 0 });
    expect(points.map(({ name }) => name)).toEqual([
      'election-safety',
      'leader-completeness',
      'sometimes crash',
      'election-safety',
      'leader-completeness',
      'sometimes crash',
    ]);
  });

  it('says why a point fails', async () => {
    const { results, points } = await read([failing], { exitCode: 1 });
    expect(results).toMatchObject({ ok: false, fail: 1 });
    expect(points.find(({ ok }) => !ok)?.diag).toMatchObject({
      message: violation.message,
      severity: 'fail',
      seed: 7,
      replay: 'whitewater run scenarios/figure-8.yaml --seed 7',
      details: expect.stringContaining('property   leader-completeness'),
    });
  });

  it('skips what is inconclusive, and fails for a bug that stayed hidden', async () => {
    const open = fakeRun({ verdict: { kind: 'inconclusive', reason: 'budget # used up' } });
    const skipped = await read([fakeRecord({ run: open })]);
    expect(skipped.results.ok).toBe(true);
    expect(skipped.points.find(({ skip }) => skip)?.skip).toContain('used up');
    const subject = fakeSubject({ fails: 'leader-completeness' });
    expect((await read([fakeRecord({ subject })])).results.ok).toBe(false);
  });

  it('holds nothing but its own lines, whatever a name says', async () => {
    const { results, points } = await read([hostileRecord], { exitCode: 1 });
    expect(results).toMatchObject({
      ok: false,
      count: 1,
      fail: 1,
      bailout: false,
      failures: [{ ok: false }],
    });
    expect(results.failures).toHaveLength(1);
    expect(points).toHaveLength(4);
    expect(points.filter(({ ok }) => !ok)).toHaveLength(1);
    expect(points.some(({ skip, todo }) => skip || todo)).toBe(false);
  });

  it('is a plan of nothing without runs, and bails out when stopped', async () => {
    expect((await read([])).results).toMatchObject({ ok: true, count: 0 });
    const { results } = await read([fakeRecord()], { exitCode: 130, complete: false });
    expect(results.bailout).toContain('stopped early: 1 of 1 run made, exit 130');
  });
});
