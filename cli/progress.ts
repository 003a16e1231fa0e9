// What a long sweep says on stderr while it goes on: a few lines redrawn in place on a terminal, else a plain
// line every few seconds.

import { cut, printable } from '../reports/layout.ts';
import type { Palette } from '../reports/palette.ts';
import { duration, grouped } from '../reports/quantity.ts';
import type { RunRecord } from '../reports/record.ts';
import type { Sink } from '../reports/reporter.ts';
import type { Io, LiveArea } from './io.ts';

const lineEveryMs = 5000;
const drawEveryMs = 100;
const barColumns = 40;

export interface Progress {
  ran(record: RunRecord): void;
  /** A sink that shares the screen with the progress. */
  around(sink: Sink): Sink;
  /** Leaves nothing of it on the screen. */
  end(): void;
}

export async function openProgress(io: Io, runs: number, look: Palette, isQuiet: boolean): Promise<Progress> {
  if (isQuiet || runs < 2) return silent;
  const area = isWatched(io) ? await io.liveArea() : null;
  return area === null ? new Lines(io, runs) : new Drawing(io, runs, look, area);
}

/** Nothing is drawn twice where nobody looks on: in logs, on CI, on a terminal that says it is dumb. */
export function isWatched({ env, isErrTTY }: Io): boolean {
  return isErrTTY && (env['CI'] ?? '') === '' && env['TERM'] !== 'dumb';
}

const silent: Progress = { ran: () => {}, around: (sink) => sink, end: () => {} };

/** How far a sweep is. */
class Count {
  readonly runs: number;
  readonly start: number;
  done = 0;
  failed = 0;

  constructor(runs: number, now: number) {
    this.runs = runs;
    this.start = now;
  }

  add(record: RunRecord): void {
    this.done++;
    if (record.outcome === 'failed' || record.divergence !== null) this.failed++;
  }

  text(now: number): string {
    const counts = `${grouped(this.done)} of ${grouped(this.runs)} runs, ${grouped(this.failed)} failed`;
    const millis = now - this.start;
    return millis <= 0 ? counts : `${counts}, ${grouped(Math.round((this.done * 1000) / millis))} runs/s`;
  }

  /** ms, from the runs so far. */
  left(now: number): number {
    return ((now - this.start) / this.done) * (this.runs - this.done);
  }
}

class Lines implements Progress {
  private readonly io: Io;
  private readonly count: Count;
  private lastLine: number;

  constructor(io: Io, runs: number) {
    this.io = io;
    this.count = new Count(runs, io.now());
    this.lastLine = this.count.start;
  }

  ran(record: RunRecord): void {
    this.count.add(record);
    const now = this.io.now();
    if (now - this.lastLine < lineEveryMs) return;
    this.lastLine = now;
    const seconds = Math.floor((now - this.count.start) / 1000);
    const clock = `${pad(Math.floor(seconds / 60))}:${pad(seconds % 60)}`;
    const where = printable(record.subject.scenario);
    this.io.stderr.write(`[${clock}] ${this.count.text(now)}, at ${where}\n`);
  }

  around(sink: Sink): Sink {
    return sink;
  }

  end(): void {}
}

class Drawing implements Progress {
  private readonly io: Io;
  private readonly look: Palette;
  private readonly area: LiveArea;
  private readonly count: Count;
  private lastDraw: number;
  private last: RunRecord | null = null;

  constructor(io: Io, runs: number, look: Palette, area: LiveArea) {
    this.io = io;
    this.look = look;
    this.area = area;
    this.count = new Count(runs, io.now());
    this.lastDraw = this.count.start;
  }

  ran(record: RunRecord): void {
    this.count.add(record);
    this.last = record;
    const now = this.io.now();
    if (now - this.lastDraw < drawEveryMs) return;
    this.lastDraw = now;
    this.area.draw(this.picture(now));
  }

  around(sink: Sink): Sink {
    return {
      write: (text) => {
        this.area.clear();
        sink.write(text);
      },
    };
  }

  end(): void {
    this.area.end();
  }

  private picture(now: number): string {
    const { symbols, color, columns } = this.look;
    const { done, runs } = this.count;
    const full = Math.floor((done * barColumns) / runs);
    const bar = `${color.green(symbols.barFull.repeat(full))}${color.dim(symbols.bar.repeat(barColumns - full))}`;
    const left = `${duration(Math.round(this.count.left(now)) * 1000)} left`;
    const percent = `${Math.floor((done * 100) / runs)}%`;
    const first = barColumns + 20 < columns ? `  ${bar}  ${percent}  ${left}` : `  ${percent}  ${left}`;
    const at =
      this.last === null ? '' : `, at ${printable(this.last.subject.scenario)} seed ${this.last.run.seed}`;
    // A full line would make some terminals begin another one.
    return `${first}\n${cut(`  ${this.count.text(now)}${at}`, columns - 1, symbols.cut)}`;
  }
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
