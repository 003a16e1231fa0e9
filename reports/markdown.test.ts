// Markdown: a table that stays a table, blocks that stay blocks, within the room there is.

import { describe, expect, it } from 'vitest';
import { hostileRecord } from './fixtures/hostile.ts';
import { fakeRecord, fakeRun, fakeSubject, violation } from './fixtures/run.ts';
import { told } from './fixtures/told.ts';
import { MarkdownReporter } from './markdown.ts';
import type { Sink } from './reporter.ts';

const failing = fakeRecord({ run: fakeRun({ seed: 7, verdict: { kind: 'violated', violation } }) });
const open = (sink: Sink): MarkdownReporter => new MarkdownReporter(sink);

/** Rows of the table, as cells. */
function rows(text: string): readonly (readonly string[])[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

describe('the Markdown report', () => {
  it('is a table of the scenarios and a block for each failure', () => {
    const text = told(open, [fakeRecord({ subject: fakeSubject({ scenario: 'calm' }) }), failing], {
      exitCode: 1,
    });
    expect(text).toMatch(/^## Whitewater 0\.1\.0: failed\n\n2 runs: 1 passed, 1 failed · /);
    expect(rows(text).slice(2)).toEqual([
      ['✓', 'calm', '1 passed', '1203', '9,127', '4.3s'],
      ['✗', 'figure\\-8', '1 failed', '1203', '9,127', '4.3s'],
    ]);
    expect(text.match(/^### .*$/gm)).toEqual(['### FAIL figure\\-8 · seed 7 · leader\\-completeness']);
    expect(text).toMatch(/\n```text\n {2}n5 won term 5 without[^`]*--seed 7\n```\n$/);
  });

  it('has as many columns in each row, and fences that hold, whatever a name says', () => {
    const text = told(open, [hostileRecord], { exitCode: 1 });
    expect(new Set(rows(text).map((cells) => cells.length))).toEqual(new Set([6]));
    const [start, ...rest] = text.match(/^`{3,}/gm) ?? [];
    expect(rest).toEqual([start]);
    const [before] = text.split(/^`{3,}text$/m);
    expect(before).not.toMatch(/(?<!\\)[<>@]|(?<!\\)\*b/);
  });

  it('says that a bug stayed hidden', () => {
    const subject = fakeSubject({ fails: 'log-matching', seeds: '1..9', runs: 9 });
    const text = told(open, [fakeRecord({ subject })], { exitCode: 1 });
    expect(text).toContain('No seed of 1..9 broke log-matching, which the planted bug should.');
  });

  it('keeps to the room there is, and says that something is left out', () => {
    const records = Array.from({ length: 50 }, (_, i) =>
      fakeRecord({ ...failing, subject: fakeSubject({ scenario: `s${i}` }) }),
    );
    const whole = told(open, records, { exitCode: 1 });
    for (const bytesMax of [300, 2000, 5000, Buffer.byteLength(whole) - 1]) {
      const text = told((sink) => new MarkdownReporter(sink, bytesMax), records, { exitCode: 1 });
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(bytesMax);
      expect(text).toMatch(/More is left out here[^\n]*\n$/);
    }
  });
});
