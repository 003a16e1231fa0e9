// Symbols and colours of the text reports. A symbol always comes with a word; colour only adds to it.

import { Chalk, type ChalkInstance } from 'chalk';

export interface Symbols {
  readonly pass: string;
  readonly fail: string;
  readonly none: string;
  readonly dot: string;
  readonly down: string;
  readonly from: string;
  readonly to: string;
  readonly here: string;
  readonly cut: string;
  readonly bar: string;
  readonly barFull: string;
  readonly barStart: string;
  readonly barEnd: string;
  readonly barOpen: string;
}

const unicode: Symbols = {
  pass: '✓',
  fail: '✗',
  none: '–',
  dot: '·',
  down: '✖',
  from: '◂',
  to: '▸',
  here: '▶',
  cut: '…',
  bar: '─',
  barFull: '━',
  barStart: '├',
  barEnd: '┤',
  barOpen: '▸',
};

const ascii: Symbols = {
  pass: 'ok',
  fail: 'FAIL',
  none: '-',
  dot: '.',
  down: 'x',
  from: '<',
  to: '>',
  here: '>',
  cut: '~',
  bar: '-',
  barFull: '#',
  barStart: '|',
  barEnd: '|',
  barOpen: '>',
};

export interface Palette {
  readonly symbols: Symbols;
  readonly color: ChalkInstance;
  /** Columns that a line may take. */
  readonly columns: number;
}

/** Our own sentences have a few signs of print in them (`Raft §5.4.1`), which ASCII lacks. */
export function spelt(text: string, { symbols }: Pick<Palette, 'symbols'>): string {
  return symbols === ascii ? text.replaceAll('§', 'sec. ').replaceAll('→', '->').replaceAll('’', "'") : text;
}

export interface PaletteOptions {
  readonly ascii: boolean;
  readonly color: boolean;
  readonly columns: number;
}

/** Lines are never wider than a reader follows easily, nor so narrow that nothing fits. */
const columnsMin = 40;
const columnsMax = 100;

export function palette(options: PaletteOptions): Palette {
  return {
    symbols: options.ascii ? ascii : unicode,
    color: new Chalk({ level: options.color ? 1 : 0 }),
    columns: Math.min(Math.max(options.columns, columnsMin), columnsMax),
  };
}
