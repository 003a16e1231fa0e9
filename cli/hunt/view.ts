// What a hunt says on stderr while it goes on: a picture redrawn in place on a terminal, else a line when something
// is found, and one now and then.

import type { Hunt } from '../../hunt/hunt.ts';
import type { KnownBug } from '../../hunt/known-bugs.ts';
import type { BrokenCase, CaseDivergence, HuntListener } from '../../hunt/listener.ts';
import type { KnownResult } from '../../hunt/result.ts';
import type { FoundBug } from '../../hunt/tally.ts';
import { printable } from '../../reports/layout.ts';
import type { Palette } from '../../reports/palette.ts';
import { counted, grouped, rough } from '../../reports/quantity.ts';
import type { Io, LiveArea } from '../io.ts';
import { Pace } from './pace.ts';
import { goalsOf, pictureLines, type ShrinkState } from './picture.ts';

const lineEveryMs = 15_000;
const drawEveryMs = 100;

export interface HuntView extends Partial<HuntListener> {
  onShrink(bug: FoundBug, state: ShrinkState): void;
  /** Leaves nothing of it on the screen. */
  end(): void;
}

export interface Watched {
  readonly hunt: Hunt;
  /** When a time budget ends, by the same clock; null: there is none. */
  readonly endsAt: number | null;
}

/** Nothing is drawn twice where nobody looks on: in logs, on CI, on a terminal that says it is dumb. */
export async function openView(
  io: Io,
  look: Palette,
  isQuiet: boolean,
  watched: () => Watched,
): Promise<HuntView> {
  if (isQuiet) return { onShrink: () => {}, end: () => {} };
  const { env } = io;
  const isAnimated = io.isErrTTY && (env['CI'] ?? '') === '' && env['TERM'] !== 'dumb';
  const area = isAnimated ? await io.liveArea() : null;
  return area === null ? new HuntLines(io, watched) : new HuntPicture(io, look, area, watched);
}

class HuntLines implements HuntView {
  private readonly io: Io;
  private readonly watched: () => Watched;
  private readonly start: number;
  private lastLine: number;

  constructor(io: Io, watched: () => Watched) {
    this.io = io;
    this.watched = watched;
    this.start = io.now();
    this.lastLine = this.start;
  }

  onKnown({ folder, signature }: KnownBug, standing: KnownResult['standing']): void {
    this.line(`KNOWN ${folder} ${signature.property}: ${standing.replaceAll('-', ' ')}`);
  }

  onBug({ signature, scenario, shown }: FoundBug): void {
    this.line(`BUG ${signature.id} ${signature.property}, ${scenario} seed ${shown.given.seed}`);
  }

  onDivergence({ scenario, given, digests }: CaseDivergence): void {
    this.line(`NOT DETERMINISTIC ${scenario} seed ${given.seed}: ${digests.join(' and ')}`);
  }

  onBroken({ scenario, given }: BrokenCase): void {
    this.line(`INTERNAL ERROR ${scenario} seed ${given.seed}`);
  }

  onShrink({ signature, shown }: FoundBug, state: ShrinkState): void {
    if (state.kind === 'shrinking') return;
    const came = state.events === null ? 'could not be made smaller' : `${rough(state.events)} events`;
    this.line(`SHRUNK ${signature.id}: ${rough(shown.finding.events)} events to ${came}`);
  }

  onProgress(): void {
    const now = this.io.now();
    if (now - this.lastLine < lineEveryMs) return;
    this.lastLine = now;
    const { hunt } = this.watched();
    const { tally } = hunt;
    const goals = goalsOf(hunt);
    this.line(
      [
        `${grouped(tally.runs)}${hunt.total < 1e9 ? `/${grouped(hunt.total)}` : ''} runs`,
        `${counted(tally.bugs.size, 'bug')} (${counted(tally.failed, 'run')})`,
        ...(goals.all === 0 ? [] : [`goals ${goals.reached}/${goals.all}`]),
        `${grouped(Math.round((hunt.made * 1000) / (now - this.start)))} runs/s`,
      ].join(', '),
    );
  }

  end(): void {}

  private line(text: string): void {
    const seconds = Math.floor((this.io.now() - this.start) / 1000);
    const clock = [Math.floor(seconds / 60), seconds % 60]
      .map((part) => String(part).padStart(2, '0'))
      .join(':');
    this.io.stderr.write(`[${clock}] ${printable(text)}\n`);
  }
}

class HuntPicture implements HuntView {
  private readonly io: Io;
  private readonly look: Palette;
  private readonly area: LiveArea;
  private readonly watched: () => Watched;
  private readonly pace: Pace;
  private readonly shrinks = new Map<FoundBug, ShrinkState>();
  private lastDraw: number;

  constructor(io: Io, look: Palette, area: LiveArea, watched: () => Watched) {
    this.io = io;
    this.look = look;
    this.area = area;
    this.watched = watched;
    this.lastDraw = io.now();
    this.pace = new Pace(this.lastDraw);
  }

  onShrink(bug: FoundBug, state: ShrinkState): void {
    this.shrinks.set(bug, state);
    this.draw();
  }

  onProgress(): void {
    const { made } = this.watched().hunt;
    this.pace.note(this.io.now(), made);
    this.draw();
  }

  end(): void {
    this.area.end();
  }

  private draw(): void {
    const now = this.io.now();
    if (now - this.lastDraw < drawEveryMs) return;
    this.lastDraw = now;
    const { hunt, endsAt } = this.watched();
    const leftMs = endsAt === null ? null : Math.max(0, endsAt - now);
    const view = { hunt, pace: this.pace, shrinks: this.shrinks, now, leftMs };
    this.area.draw(pictureLines(view, this.look).join('\n'));
  }
}
