// A hunt's result in the formats of `run`: each bug once, with its count; all other runs counted.

import { describe, expect, it } from 'vitest';
import { type BugResult, type HuntResult, resultFormat, resultVersion } from '../../hunt/result.ts';
import { Capture } from '../../reports/fixtures/capture.ts';
import { violation } from '../../reports/fixtures/run.ts';
import { JunitReporter } from '../../reports/junit.ts';
import { NdjsonReporter } from '../../reports/ndjson.ts';
import type { Reporter, Sink } from '../../reports/reporter.ts';
import { SarifReporter } from '../../reports/sarif.ts';
import { tellHunt } from './records.ts';

const bug: BugResult = {
  scenario: 'figure-8',
  signature: { property: 'leader-completeness', shape: '', id: '7c1e' },
  count: 21,
  seeds: [3, 7, 1203],
  shown: {
    seed: 7,
    finding: {
      verdict: { kind: 'violated', violation },
      signature: { property: 'leader-completeness', shape: '', id: '7c1e' },
      digest: '0123456789abcdef',
      events: 9127,
      endedAt: 4_318_204,
      goals: {},
    },
  },
  message: violation.message,
  isExpected: false,
  folder: null,
  replay: 'whitewater replay figure-8-7c1e',
  shrunk: null,
};

function hunted(changes: Partial<HuntResult> = {}): HuntResult {
  return {
    format: resultFormat,
    version: resultVersion,
    subject: {
      build: { version: '0.1.0', revision: null },
      scenarios: [{ name: 'figure-8', hash: '' }],
      seeds: '1..8000',
      strategies: ['random'],
      masterSeed: 1,
      bugs: [],
      scopes: null,
      twice: 0,
    },
    shards: [{ index: 1, of: 1 }],
    scenarios: [
      {
        name: 'figure-8',
        file: 'scenarios/figure-8.yaml',
        runs: 8000,
        events: 9_000_000,
        simulated: 5e9,
        verdicts: { violated: 21, passed: 7975, inconclusive: 4 },
        goals: { 'two leaders': 90, 'snapshot sent': 0 },
        fails: null,
      },
    ],
    bugs: [bug],
    known: [],
    divergences: [],
    broken: [],
    repeated: 0,
    islands: [],
    digest: '',
    notes: [],
    workers: 1,
    made: 8000,
    elapsedMs: 1,
    workedMs: 1,
    isComplete: true,
    isInterrupted: false,
    ...changes,
  };
}

function told(open: (sink: Sink) => Reporter, result: HuntResult): string {
  const sink = new Capture();
  const reporter = open(sink);
  tellHunt(result, [reporter]);
  reporter.end({ exitCode: 1, complete: true, elapsedMs: 1 });
  return sink.text;
}

function lastCounts(result: HuntResult): unknown {
  const lines = told((sink) => new NdjsonReporter(sink), result)
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line) as { event: string }).find(({ event }) => event === 'scenario');
}

describe('a hunt', () => {
  it('is counted whole, its bugs told once', () => {
    expect(lastCounts(hunted())).toMatchObject({
      runs: 8000,
      events: 9_000_000,
      simulated: 5e9,
      outcomes: { passed: 7975, failed: 21, inconclusive: 4 },
      failures: [{ name: 'leader-completeness', count: 21, seeds: [7, 3, 1203], replay: bug.replay }],
      goals: [
        { name: 'two leaders', hits: 90, standing: 'met' },
        { name: 'snapshot sent', hits: 0, standing: 'missed' },
      ],
    });
  });

  it('of which parts are missing does not miss a goal yet', () => {
    expect(lastCounts(hunted({ shards: [{ index: 1, of: 3 }] }))).toMatchObject({
      goals: [{ standing: 'met' }, { standing: 'open' }],
    });
  });

  it('has a test case and a finding for each bug', () => {
    const junit = told((sink) => new JunitReporter(sink), hunted());
    expect(junit).toContain('seeds that fail so (21)');
    const open = (sink: Sink): Reporter =>
      new SarifReporter(sink, { place: () => null, bugOf: () => '7c1e' });
    expect(JSON.parse(told(open, hunted()))).toMatchObject({
      runs: [
        {
          results: [{ ruleId: 'leader-completeness', occurrenceCount: 21 }, { ruleId: 'snapshot sent' }],
        },
      ],
    });
  });

  it('whose scenario expects the bug has caught it', () => {
    const [scenario] = hunted().scenarios;
    const expecting = hunted({ scenarios: [{ ...scenario!, fails: 'leader-completeness' }] });
    expect(lastCounts(expecting)).toMatchObject({
      outcomes: { caught: 21 },
      fails: { standing: 'met' },
      ok: false,
    });
  });
});
