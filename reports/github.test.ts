// Annotations: on the right line, escaped, at most ten; and the summary beside them.

import { describe, expect, it } from 'vitest';
import { Capture } from './fixtures/capture.ts';
import { hostileRecord } from './fixtures/hostile.ts';
import { fakeRecord, fakeRun, fakeSubject, violation } from './fixtures/run.ts';
import { told } from './fixtures/told.ts';
import { type GithubOptions, GithubReporter } from './github.ts';
import type { RunRecord } from './record.ts';
import type { Closing } from './reporter.ts';

const failing = fakeRecord({ run: fakeRun({ seed: 7, verdict: { kind: 'violated', violation } }) });

function commands(
  records: readonly RunRecord[],
  options: Partial<GithubOptions> = {},
  closing: Partial<Closing> = { exitCode: 1 },
): readonly string[] {
  const given: GithubOptions = { place: () => null, summary: null, ...options };
  const text = told((sink) => new GithubReporter(sink, given), records, closing);
  return text === '' ? [] : text.trimEnd().split('\n');
}

describe('annotations', () => {
  it('stand on the line of what failed', () => {
    const asked: unknown[] = [];
    const place: GithubOptions['place'] = (file, names) => {
      asked.push([file, names]);
      return { file: 'scenarios/a,b.yaml', line: 12 };
    };
    expect(commands([failing, failing], { place })).toEqual([
      '::error file=scenarios/a%2Cb.yaml,line=12,title=figure-8%2C seed 7%3A leader-completeness::' +
        'n5 won term 5 without entry (index 2, term 2), which n1 had committed.%0A' +
        'whitewater run scenarios/figure-8.yaml --seed 7%0Aalso seeds 7',
    ]);
    const missed = fakeRecord({ run: fakeRun({ verdict: { kind: 'missed', goals: ['crash', 'x'] } }) });
    commands([missed], { place });
    expect(asked).toEqual([
      ['scenarios/figure-8.yaml', ['leader-completeness']],
      ['scenarios/figure-8.yaml', ['crash', 'x']],
    ]);
  });

  it('are none where all is well, warnings for what nobody knows, errors for hidden bugs and early ends', () => {
    expect(commands([fakeRecord()], {}, {})).toEqual([]);
    const open = fakeRun({ verdict: { kind: 'inconclusive', reason: 'budget: 100%' } });
    expect(commands([fakeRecord({ run: open })])[0]).toBe(
      '::warning title=figure-8%2C seed 1203%3A inconclusive::budget: 100%25%0A' +
        'whitewater run scenarios/figure-8.yaml --seed 1203',
    );
    const subject = fakeSubject({ fails: 'log-matching' });
    expect(commands([fakeRecord({ subject })])[0]).toContain('planted bug not caught::No seed of 1203');
    expect(commands([], {}, { exitCode: 70, complete: false })).toEqual([
      '::error title=whitewater::stopped early: 0 of 0 runs made, exit 70',
    ]);
  });

  it('are ten at most, the last for all that have no room', () => {
    const records = Array.from({ length: 14 }, (_, i) =>
      fakeRecord({ ...failing, subject: fakeSubject({ scenario: `s${i}` }) }),
    );
    expect(commands(records.slice(0, 10))).toHaveLength(10);
    const all = commands(records);
    expect(all).toHaveLength(10);
    expect(all.at(-1)).toContain('and 5 further failures');
  });

  it('are one line and one command each, whatever a name says', () => {
    const [command, ...more] = commands([hostileRecord]);
    expect(more).toEqual([]);
    expect(command).toMatch(/^::error title=[^:,]*::/);
    expect(command).not.toMatch(/%(?!25|0A|0D|3A|2C)/);
  });

  it('come with a summary that keeps to its room', () => {
    const sink = new Capture();
    commands([failing], { summary: { sink, bytesMax: 400 } });
    expect(sink.text).toMatch(/^## Whitewater/);
    expect(Buffer.byteLength(sink.text)).toBeLessThanOrEqual(400);
  });
});
