// Progress: drawn in place where somebody looks on, lines now and then elsewhere, nothing when it is not wanted.

import { describe, expect, it } from 'vitest';
import { fakeRecord, fakeRun, fakeSubject, violation } from '../reports/fixtures/run.ts';
import { width } from '../reports/layout.ts';
import { palette } from '../reports/palette.ts';
import { type TestIo, testIo } from './fixtures/io.ts';
import type { Io } from './io.ts';
import { openProgress } from './progress.ts';

const look = palette({ ascii: false, color: false, columns: 80 });

/** An io with an area that says what is done to it, and a clock in the test's hands. */
function watched(changes: Partial<Io> = {}): {
  readonly io: TestIo;
  readonly seen: string[];
  at(ms: number): void;
} {
  const seen: string[] = [];
  let now = 0;
  const area = {
    draw: (text: string) => void seen.push(text),
    clear: () => void seen.push('clear'),
    end: () => void seen.push('end'),
  };
  const io = testIo({ isErrTTY: true, liveArea: () => Promise.resolve(area), now: () => now, ...changes });
  return {
    io,
    seen,
    at: (ms) => {
      now = ms;
    },
  };
}

const failing = fakeRecord({ run: fakeRun({ seed: 7, verdict: { kind: 'violated', violation } }) });

describe('progress', () => {
  it('is a bar and counts, at most ten times a second', async () => {
    const { io, seen, at } = watched();
    const progress = await openProgress(io, 40, look, false);
    at(99);
    progress.ran(fakeRecord());
    expect(seen).toEqual([]);
    at(1000);
    progress.ran(failing);
    progress.ran(fakeRecord());
    expect(seen).toEqual([
      `  ${'━'.repeat(2)}${'─'.repeat(38)}  5%  19s left\n  2 of 40 runs, 1 failed, 2 runs/s, at figure-8 seed 7`,
    ]);
    progress.end();
    expect(seen.at(-1)).toBe('end');
    expect(io.err()).toBe('');
  });

  it('makes room for what is written', async () => {
    const { io, seen } = watched();
    const progress = await openProgress(io, 40, look, false);
    progress.around(io.stdout).write('a line\n');
    expect(seen).toEqual(['clear']);
    expect(io.out()).toBe('a line\n');
  });

  it('is never as wide as the terminal, whatever a scenario is called', async () => {
    for (const columns of [40, 60, 80, 100]) {
      const { io, seen, at } = watched();
      const narrow = palette({ ascii: false, color: false, columns });
      const progress = await openProgress(io, 40, narrow, false);
      at(1000);
      progress.ran(fakeRecord({ subject: fakeSubject({ scenario: '\u001b[2Jlong'.repeat(50) }) }));
      for (const line of seen[0]!.split('\n')) expect(width(line)).toBeLessThan(columns);
      expect(seen[0]).not.toContain('\u001b');
    }
  });

  it.each([[{ isErrTTY: false }], [{ env: { CI: 'true' } }], [{ env: { TERM: 'dumb' } }]])(
    'is a line every five seconds with %j',
    async (changes) => {
      const { io, seen, at } = watched(changes);
      const progress = await openProgress(io, 40, look, false);
      for (const ms of [1000, 6000, 7000, 66_000]) {
        at(ms);
        progress.ran(failing);
      }
      progress.end();
      expect(seen).toEqual([]);
      expect(io.err()).toBe(
        '[00:06] 2 of 40 runs, 2 failed, 0 runs/s, at figure-8\n[01:06] 4 of 40 runs, 4 failed, 0 runs/s, at figure-8\n',
      );
    },
  );

  it('is nothing for one run, or with -q', async () => {
    for (const [runs, isQuiet] of [
      [1, false],
      [40, true],
    ] as const) {
      const { io, seen, at } = watched();
      const progress = await openProgress(io, runs, look, isQuiet);
      at(60_000);
      progress.ran(failing);
      progress.end();
      expect([seen, io.err()]).toEqual([[], '']);
    }
  });
});
