// What live runs say on stderr while they go on: on a terminal a line that counts the seconds, else a plain line
// after each run of several.

import { cut, printable } from '../reports/layout.ts';
import type { Palette } from '../reports/palette.ts';
import { duration, grouped } from '../reports/quantity.ts';
import type { RunRecord } from '../reports/record.ts';
import type { Sink } from '../reports/reporter.ts';
import type { Io, LiveArea } from './io.ts';
import { isWatched } from './progress.ts';

const drawEveryMs = 500;
const millisecondsASecond = 1000;

export class LiveProgress {
  private readonly io: Io;
  private readonly runs: number;
  private readonly look: Palette;
  /** Null: nobody looks on. */
  private readonly area: LiveArea | null;
  private readonly isQuiet: boolean;
  private timer: NodeJS.Timeout | undefined = undefined;
  private done = 0;
  private failed = 0;

  static async open(io: Io, runs: number, look: Palette, isQuiet: boolean): Promise<LiveProgress> {
    const area = !isQuiet && isWatched(io) ? await io.liveArea() : null;
    return new LiveProgress(io, runs, look, area, isQuiet);
  }

  private constructor(io: Io, runs: number, look: Palette, area: LiveArea | null, isQuiet: boolean) {
    this.io = io;
    this.runs = runs;
    this.look = look;
    this.area = area;
    this.isQuiet = isQuiet;
  }

  /** A run begins that will last so long, µs. */
  begin(scenario: string, seed: number, lasts: number): void {
    const { area } = this;
    if (area === null) return;
    const start = this.io.now();
    const draw = (): void => {
      const passed = Math.floor((this.io.now() - start) / millisecondsASecond);
      const counts = this.runs > 1 ? `, ${this.counts()}` : '';
      const text = `  ${printable(scenario)} seed ${seed}: ${passed}s of ${duration(lasts)}${counts}`;
      // A full line would make some terminals begin another one.
      area.draw(cut(text, this.look.columns - 1, this.look.symbols.cut));
    };
    draw();
    this.timer = setInterval(draw, drawEveryMs);
  }

  /** It is over, or broken off. */
  stop(): void {
    clearInterval(this.timer);
    this.area?.clear();
  }

  ran({ subject, run, outcome }: RunRecord): void {
    this.done++;
    if (outcome === 'failed') this.failed++;
    if (this.area !== null || this.isQuiet || this.runs === 1) return;
    this.io.stderr.write(`${this.counts()}, at ${printable(subject.scenario)} seed ${run.seed}\n`);
  }

  /** A sink that shares the screen with the progress. */
  around(sink: Sink): Sink {
    const { area } = this;
    if (area === null) return sink;
    return {
      write: (text) => {
        area.clear();
        sink.write(text);
      },
    };
  }

  /** Leaves nothing of it on the screen. */
  end(): void {
    this.stop();
    this.area?.end();
  }

  private counts(): string {
    return `${grouped(this.done)} of ${grouped(this.runs)} runs, ${grouped(this.failed)} failed`;
  }
}
