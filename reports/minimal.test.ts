// The report of what failed: nothing of what passed, and always a last line.

import { describe, expect, it } from 'vitest';
import { fakeRecord, fakeRun, fakeSubject, violation } from './fixtures/run.ts';
import { told } from './fixtures/told.ts';
import { MinimalReporter } from './minimal.ts';
import { palette } from './palette.ts';
import type { Sink } from './reporter.ts';

const look = palette({ ascii: false, color: false, columns: 80 });
const open = (sink: Sink): MinimalReporter => new MinimalReporter(sink, look);

describe('the minimal report', () => {
  it('is one line where all is well', () => {
    expect(told(open, [fakeRecord(), fakeRecord()])).toBe(
      '2 runs: 2 passed · 8.6s simulated in 9ms · exit 0\n',
    );
    expect(told(open, [])).toBe('0 runs: nothing ran · 0us simulated in 9ms · exit 0\n');
  });

  it('has a block for each kind of failure, with the other seeds that fail so', () => {
    const run = fakeRun({ seed: 7, verdict: { kind: 'violated', violation } });
    const other = fakeSubject({ scenario: 'other', fails: 'log-matching', seeds: '1..9' });
    const text = told(
      open,
      [fakeRecord({ run }), fakeRecord({ run: { ...run, seed: 8 } }), fakeRecord({ subject: other })],
      { exitCode: 1 },
    );
    expect(text.match(/^FAIL .*$/gm)).toEqual([
      'FAIL figure-8 · seed 7 · leader-completeness',
      'FAIL other · seeds 1..9 · log-matching not broken',
    ]);
    expect(text).toContain('--seed 7\n  also seeds 8\n');
    expect(text).toMatch(/\n\n3 runs: 1 did not show the planted bug, 2 failed · [^\n]* · exit 1\n$/);
  });
});
