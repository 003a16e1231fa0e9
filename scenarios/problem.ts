// What is wrong with a scenario file, and where: for people to read and for tools to point at.

import { Chalk } from 'chalk';

export interface Problem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in characters of the line. */
  readonly column: number;
  /** Characters to underline, at least 1, within the line. */
  readonly length: number;
  readonly message: string;
  /** `did you mean "become-leader"?`, or null. */
  readonly hint: string | null;
  /** The line, with the one before it where there is one. */
  readonly excerpt: readonly string[];
}

/** A scenario cannot be read; nothing was run. */
export class ScenarioError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map((problem) => formatProblem(problem)).join('\n\n'));
    this.name = 'ScenarioError';
    this.problems = problems;
  }
}

/** Where in a text a problem is: offsets in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Of what a message quotes from a file, nobody needs more. */
const longWords = /\S{121,}/g;
const wordShown = 60;

/** Turns offsets in one text into problems with lines and columns. */
export class Locator {
  private readonly file: string;
  private readonly lines: readonly string[];
  private readonly starts: readonly number[];

  constructor(file: string, text: string) {
    this.file = file;
    this.lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
    const starts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.starts = starts;
  }

  problem(span: Span, whole: string, hint: string | null): Problem {
    const message = whole.replaceAll(longWords, (word) => `${word.slice(0, wordShown)}…`);
    const row = this.rowOf(span.start);
    const line = this.lines[row] ?? '';
    const column = Math.min(span.start - this.starts[row]!, line.length);
    const length = Math.max(1, Math.min(span.end - span.start, line.trimEnd().length - column));
    const excerpt = this.lines.slice(Math.max(0, row - 1), row + 1);
    return { file: this.file, line: row + 1, column: column + 1, length, message, hint, excerpt };
  }

  private rowOf(offset: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** Wider lines are cut around the mistake. */
const columnsMax = 100;

/** One problem as a few lines of text: place and message, the lines, and a mark under the place. */
export function formatProblem(
  problem: Problem,
  color = false,
  severity: 'error' | 'warning' = 'error',
): string {
  const chalk = new Chalk({ level: color ? 1 : 0 });
  const { file, line, column, message, hint, excerpt } = problem;
  const width = Math.max(String(line).length, 2);
  const first = line - excerpt.length + 1;
  // Control characters in a file must not reach a terminal; tabs would move the mark.
  const tidy = (text: string): string => text.replaceAll(/\p{Cc}/gu, ' ');
  const cut = Math.max(0, column + Math.min(problem.length, 40) - columnsMax);
  const rows = excerpt.map((text, position) => {
    const number = String(first + position).padStart(width + 2);
    return `${chalk.dim(`${number} |`)} ${tidy(text.slice(cut, cut + columnsMax))}`.trimEnd();
  });
  const mark = '^'.repeat(Math.min(problem.length, columnsMax - (column - 1 - cut)));
  const under = `${' '.repeat(width + 2)} ${chalk.dim('|')} ${' '.repeat(column - 1 - cut)}${chalk.red(mark)}`;
  return [
    `${chalk.cyan(`${file}:${line}:${column}`)}  ${chalk.red(severity)}  ${tidy(message)}`,
    ...rows,
    hint === null ? under : `${under} ${hint}`,
  ].join('\n');
}

/** The hint that goes with a word that was probably meant. */
export function didYouMean(word: string | null): string | null {
  return word === null ? null : `did you mean "${word}"?`;
}
