// What a hunt says while it goes on: a picture that fits where somebody looks on, a line now and then elsewhere.

import { describe, expect, it } from 'vitest';
import { testHunt } from '../../hunt/fixtures/hunt.ts';
import type { Hunt } from '../../hunt/hunt.ts';
import { tellingAll } from '../../hunt/listener.ts';
import { width } from '../../reports/layout.ts';
import { palette } from '../../reports/palette.ts';
import { type TestIo, testIo } from '../fixtures/io.ts';
import type { Io } from '../io.ts';
import { Pace } from './pace.ts';
import { pictureLines } from './picture.ts';
import { openView } from './view.ts';

/** A hunt that is watched from beginning to end; each look at the clock takes so long. */
async function watched(
  changes: Partial<Io>,
  lookMs: number,
): Promise<{ readonly io: TestIo; readonly drawn: readonly string[]; readonly hunt: Hunt }> {
  const drawn: string[] = [];
  const area = {
    draw: (text: string) => void drawn.push(text),
    clear: () => {},
    end: () => void drawn.push('end'),
  };
  let now = 0;
  const clock = (): number => {
    now += lookMs;
    return now;
  };
  const io = testIo({ isErrTTY: true, liveArea: () => Promise.resolve(area), now: clock, ...changes });
  const look = palette({ ascii: false, color: false, columns: 80 });
  const view = await openView(io, look, false, () => ({ hunt, endsAt: null }));
  const hunt: Hunt = testHunt({ listener: tellingAll([view]) });
  await hunt.run();
  view.end();
  return { io, drawn, hunt };
}

describe('the picture of a hunt', () => {
  it('shows how far it is, its bugs and goals, and goes when it is over', async () => {
    const { io, drawn } = await watched({}, 150);
    expect(io.err()).toBe('');
    expect(drawn.at(-1)).toBe('end');
    const last = drawn.at(-3)!;
    expect(last).toMatch(/[━─] {2}\d+% {2}[\d.]+m?s left\n {2}\d+ of 400 {3}\d+\/s/);
    expect(last).toMatch(/BUG +PROPERTY +SCENARIO +SEEDS +RATE +SHRUNK\n/);
    expect(last).toMatch(/property-\d +(one|two) +\d+ +1\/\d+/);
    expect(last).toMatch(/goals {2}2\/4 {3}not seen yet: one: never\n +two: never$/);
  });

  it.each([40, 60, 80, 100])('is narrower than %i columns, in ASCII too', async (columns) => {
    const { hunt } = await watched({}, 150);
    const [bug] = hunt.tally.bugs.values();
    const pace = new Pace(0);
    for (let second = 1; second < 30; second++) pace.note(second * 1000, second * 10);
    for (const ascii of [true, false]) {
      const shrinks = new Map([[bug!, { kind: 'over', events: 14 } as const]]);
      const view = { hunt, pace, shrinks, now: 30_000, leftMs: 5000 };
      const lines = pictureLines(view, palette({ ascii, color: false, columns }));
      for (const line of lines) expect(width(line), line).toBeLessThan(columns);
      if (ascii) expect(lines.join('')).toMatch(/^[\x20-\x7e]*$/);
    }
  });
});

describe('the lines of a hunt', () => {
  it.each([[{ isErrTTY: false }], [{ env: { CI: 'true' } }], [{ env: { TERM: 'dumb' } }]])(
    'tell bugs at once, and how far it is at most every 15 seconds, with %j',
    async (changes) => {
      const { io, drawn, hunt } = await watched(changes, 1500);
      expect(drawn).toEqual([]);
      const lines = io.err().trimEnd().split('\n');
      expect(lines.filter((line) => line.includes('BUG'))).toHaveLength(hunt.tally.bugs.size);
      const far = lines.filter((line) => !line.includes('BUG'));
      expect(far.length).toBeGreaterThan(0);
      for (const line of far)
        expect(line).toMatch(/^\[\d\d:\d\d\] \d+\/400 runs, \d+ bugs \(\d+ runs\), goals 2\/4, \d+ runs\/s$/);
      const times = far.map((line) => Number(line.slice(1, 3)) * 60 + Number(line.slice(4, 6)));
      for (let i = 1; i < times.length; i++) expect(times[i]! - times[i - 1]!).toBeGreaterThanOrEqual(15);
    },
  );
});
