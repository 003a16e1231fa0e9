// `run --lanes`: the run's lanes on stdout while it goes on. On a terminal the line of what is folded counts
// as the run does; elsewhere it is printed once, when it is over.

import { LiveLanes } from '../reports/live-lanes.ts';
import type { Palette } from '../reports/palette.ts';
import type { TraceEvent, TraceSink } from '../sim/trace.ts';
import type { Io } from './io.ts';

/** How often a counting line is drawn again, ms. */
const drawEveryMs = 100;
/** Events between two looks at the clock. */
const lookEvery = 64;
const clearLine = '\r\u001b[K';

export class LanesView implements TraceSink {
  private readonly io: Io;
  private readonly lanes: LiveLanes;
  private readonly isAnimated: boolean;
  private isDrawn = false;
  private drawnAt: number;
  private events = 0;

  constructor(io: Io, look: Palette, names: readonly string[]) {
    this.io = io;
    this.isAnimated = isAnimated(io);
    this.drawnAt = io.now();
    const sink = { write: (text: string): void => this.write(text) };
    // A line that fills the last column may wrap.
    this.lanes = new LiveLanes(sink, look, { names, columns: io.columns - 1, folds: true });
  }

  record(event: TraceEvent): void {
    this.lanes.record(event);
    if (this.isAnimated && ++this.events % lookEvery === 0) this.draw();
  }

  end(): void {
    this.lanes.end();
    this.io.stdout.write('\n');
  }

  private draw(): void {
    const now = this.io.now();
    if (now - this.drawnAt < drawEveryMs) return;
    this.drawnAt = now;
    const pending = this.lanes.pending();
    if (pending === '') return;
    this.io.stdout.write(clearLine + pending);
    this.isDrawn = true;
  }

  private write(text: string): void {
    this.io.stdout.write(this.isDrawn ? clearLine + text : text);
    this.isDrawn = false;
  }
}

/** Only on a terminal that can, and that somebody looks at. */
function isAnimated({ isTTY, env }: Io): boolean {
  return isTTY && env['TERM'] !== 'dumb' && (env['CI'] ?? '') === '';
}
