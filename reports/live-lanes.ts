// A run as it happens: time runs down, one column a server, a row for what is news, one line for all that is
// not. Knows nothing of what is to come, so that it can be printed while the run goes on.

import type { TraceEvent } from '../sim/trace.ts';
import { Fold } from './fold.ts';
import { type LaneGrid, laneGrid, timeCell } from './lane-grid.ts';
import { News } from './lane-news.ts';
import { stepText, worldText } from './lane-text.ts';
import { cut, padEnd, printable, width } from './layout.ts';
import { inNames } from './node-names.ts';
import type { Palette } from './palette.ts';
import { seconds } from './quantity.ts';
import type { Sink } from './reporter.ts';

export interface LiveLanesOptions {
  readonly names: readonly string[];
  /** Of the terminal. */
  readonly columns: number;
  /** False: every event has a row. */
  readonly folds: boolean;
}

/** The title again after so many rows, for those who scroll. */
const titleEvery = 40;
const columnsMin = 40;
const columnsMax = 240;

type Paint = 'leader' | 'candidate' | 'follower' | 'down' | 'idle';

export class LiveLanes {
  private readonly sink: Sink;
  private readonly palette: Palette;
  private readonly options: LiveLanesOptions;
  private readonly columns: number;
  private readonly grid: LaneGrid;
  private readonly news: News = new News();
  private readonly fold: Fold = new Fold();
  /** By node; before its first event a node is down. */
  private readonly states: Paint[];
  private rows = 0;

  constructor(sink: Sink, palette: Palette, options: LiveLanesOptions) {
    this.sink = sink;
    this.palette = palette;
    this.options = options;
    this.columns = Math.min(Math.max(options.columns, columnsMin), columnsMax);
    this.grid = laneGrid(options.names, this.columns);
    this.states = options.names.map(() => 'down' as const);
  }

  record(event: TraceEvent): void {
    const { news, fold } = this;
    const isNews = news.isNews(event) || !this.options.folds;
    this.noteState(event);
    if (isNews) {
      if (fold.isWorthALine) this.flush();
      this.row(event, news.before(event.node));
      fold.note(event);
    } else fold.add(event);
    news.note(event);
  }

  /** An event that is not to be shown, but after which servers stand elsewhere. */
  pass(event: TraceEvent): void {
    this.noteState(event);
    this.fold.note(event);
    this.news.note(event);
  }

  /** What is folded so far, as a line without its end; '' where nothing is. */
  pending(): string {
    return this.fold.isEmpty ? '' : this.foldLine(this.fold.text());
  }

  /** Prints what is folded so far: nothing more comes. */
  end(): void {
    this.flush();
  }

  private flush(): void {
    if (this.fold.isEmpty) return;
    this.head();
    this.sink.write(`${this.foldLine(this.fold.take())}\n`);
  }

  /** Before a row: the title, where it is time for it. */
  private head(): void {
    if (this.rows++ % titleEvery === 0) this.sink.write(`${this.palette.color.bold(this.title())}\n`);
  }

  private foldLine(text: string): string {
    const { symbols, color } = this.palette;
    return color.dim(cut(`${timeCell('')}${symbols.cut} ${text}`, this.columns, symbols.cut));
  }

  private noteState({ node, kind, standing }: TraceEvent): void {
    if (node === 0) return;
    this.states[node - 1] = kind === 'crash' ? 'down' : (standing?.role ?? 'follower');
  }

  private row(event: TraceEvent, before: string | undefined): void {
    this.head();
    const time = timeCell(seconds(event.at));
    const { symbols, color } = this.palette;
    const { names } = this.options;
    if (event.node === 0) {
      const text = cut(time + inNames(worldText(event, symbols), names), this.columns, symbols.cut);
      this.sink.write(`${color.dim(text)}\n`);
      return;
    }
    const step = inNames(stepText(event, before, symbols), names);
    const cells =
      this.grid.kind === 'wide' ? this.wide(event.node, step, this.grid.lane) : this.narrow(event.node, step);
    this.sink.write(`${time}${cells}`.replace(/ +$/, ''));
    this.sink.write('\n');
  }

  private title(): string {
    const { grid } = this;
    const names = this.options.names.map(printable);
    if (grid.kind === 'narrow' && grid.lane === 0) return timeCell('t (s)').trimEnd();
    const titles = names.map((name) =>
      grid.kind === 'wide'
        ? `${padEnd(cut(name, grid.lane, this.palette.symbols.cut), grid.lane)} `
        : padEnd(cut(shortName(name, grid.lane), grid.lane, ''), grid.lane),
    );
    return (timeCell('t (s)') + titles.join('')).trimEnd();
  }

  /** A step stands in its server's lane, and runs on over lanes beside it where nobody is down. */
  private wide(node: number, step: string, lane: number): string {
    const { states } = this;
    let line = '';
    for (let position = 0; position < states.length; position++) {
      if (position !== node - 1) {
        line += `${this.idle(position, lane)} `;
        continue;
      }
      let columns = lane;
      while (width(step) > columns && position + 1 < states.length && states[position + 1] !== 'down') {
        columns += lane + 1;
        position++;
      }
      const text = padEnd(cut(step, columns, this.palette.symbols.cut), columns);
      line += `${this.painted(text, states[node - 1]!)} `;
    }
    return line;
  }

  private narrow(node: number, step: string): string {
    const { grid, states, palette } = this;
    if (grid.kind !== 'narrow') return '';
    const name = printable(this.options.names[node - 1] ?? `n${node}`);
    const text = cut(`${name} ${step}`, grid.text, palette.symbols.cut);
    const paint = states[node - 1]!;
    if (grid.lane === 0) return this.painted(text, paint);
    const lanes = states.map((_, position) =>
      position === node - 1
        ? this.painted(padEnd(this.mark(paint, palette.symbols.here), grid.lane), paint)
        : this.idle(position, grid.lane),
    );
    return `${lanes.join('')} ${this.painted(text, paint)}`;
  }

  /** A server that does nothing in this row: who leads is seen all the same. */
  private idle(position: number, lane: number): string {
    const state = this.states[position]!;
    const text = padEnd(this.mark(state, this.palette.symbols.dot), lane);
    return this.painted(text, state === 'follower' ? 'idle' : state);
  }

  private mark(state: Paint, follower: string): string {
    switch (state) {
      case 'leader':
        return 'L';
      case 'candidate':
        return 'C';
      case 'down':
        return this.palette.symbols.down;
      case 'follower':
      case 'idle':
        return follower;
    }
  }

  private painted(text: string, paint: Paint): string {
    const { color } = this.palette;
    switch (paint) {
      case 'leader':
        return color.green(text);
      case 'candidate':
        return color.yellow(text);
      case 'down':
        return color.red(text);
      case 'idle':
        return color.dim(text);
      case 'follower':
        return text;
    }
  }
}

/** The end of a name tells more than its beginning: `n21` → `21`. */
function shortName(name: string, lane: number): string {
  return name.slice(-Math.max(1, lane - 1));
}
