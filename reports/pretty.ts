// The report for people: one run in full, or a line a scenario and a block for each kind of failure.

import { closingLine, outcomes } from './closing-line.ts';
import { courseLines } from './course.ts';
import { failureBlock } from './failure.ts';
import { failureBlocks } from './failures.ts';
import { cut, padEnd, printable, width, wrap } from './layout.ts';
import type { Palette } from './palette.ts';
import { propertyLines } from './properties.ts';
import { counted, duration, grouped, rough } from './quantity.ts';
import { failureName, type RunRecord, type Subject } from './record.ts';
import type { Closing, Reporter, Session, Sink } from './reporter.ts';
import { type RareGoal, rareStanding, type Tally } from './tally.ts';

/** Longer names of scenarios are cut in a sweep's lines. */
const nameColumnsMax = 40;

export interface PrettyOptions {
  /** A line for each run of a sweep. */
  readonly isVerbose: boolean;
}

export class PrettyReporter implements Reporter {
  private readonly sink: Sink;
  private readonly palette: Palette;
  private readonly isVerbose: boolean;
  private isSingle = false;
  /** Every run is told whole: there is one, or one file is run in each of its ways. */
  private isWhole = false;
  private nameColumns = 0;
  private isAfterBlank = false;
  private readonly tallies: Tally[] = [];

  constructor(sink: Sink, palette: Palette, options: PrettyOptions = { isVerbose: false }) {
    this.sink = sink;
    this.palette = palette;
    this.isVerbose = options.isVerbose;
  }

  begin(session: Session): void {
    const { subjects } = session;
    const only = subjects.length === 1 ? subjects[0] : undefined;
    this.isSingle = session.runs === 1;
    const names = subjects.map((subject) => width(printable(subject.scenario)));
    this.nameColumns = Math.min(Math.max(0, ...names), nameColumnsMax);
    const files = new Set(subjects.map((subject) => subject.file));
    this.isWhole = this.isSingle || (files.size === 1 && session.runs === subjects.length);
    const dot = ` ${this.palette.symbols.dot} `;
    const seeds = new Set(subjects.map((subject) => subject.seeds));
    const what =
      only === undefined
        ? [counted(subjects.length, 'scenario'), seeds.size === 1 ? seedsText(subjects[0]!) : 'seeds by file']
        : [
            cut(printable(only.scenario), this.palette.columns - 2, this.palette.symbols.cut),
            seedsText(only),
            sizes(only),
          ];
    for (const line of joined([`whitewater ${session.version}`, ...what], dot, this.palette.columns)) {
      this.line(line);
    }
    this.line('');
  }

  onRun(record: RunRecord): void {
    const { run, subject } = record;
    if (!this.isWhole) {
      if (this.isVerbose) this.line(this.runLine(record));
      return;
    }
    if (!this.isSingle) this.line(subject.scenario);
    const lines =
      run.course === undefined
        ? propertyLines(run, this.palette)
        : courseLines(run, run.course, subject.names, this.palette);
    for (const line of lines) this.line(line);
    this.line('');
    const proof = subject.isLive === true ? 'live, so that no seed repeats it' : `digest ${run.digest}`;
    this.line(`  ${grouped(run.events)} events ${this.palette.symbols.dot} ${proof}`);
    this.line('');
    if (record.outcome !== 'passed' || record.divergence !== null)
      this.block(failureBlock(record, this.palette));
  }

  onScenario(tally: Tally): void {
    this.tallies.push(tally);
    if (this.isWhole) return;
    this.line(this.summary(tally));
    for (const goal of tally.rareGoals.values()) {
      for (const line of this.rareLines(goal)) this.line(line);
    }
    const blocks = failureBlocks(tally, this.palette);
    if (blocks.length > 0) this.line('');
    for (const block of blocks) this.block(block);
  }

  end(closing: Closing): void {
    if (!this.isAfterBlank) this.line('');
    this.line(closingLine(this.tallies, closing, this.palette));
  }

  /** `    seed 7  passed  8,583 events  digest bbb1518375d11f27`. */
  private runLine(record: RunRecord): string {
    const { run, outcome } = record;
    const { symbols, color, columns } = this.palette;
    const isGood = (outcome === 'passed' || outcome === 'caught') && record.divergence === null;
    const name = failureName(record);
    const what = name === null || name === outcome ? outcome : `${outcome}: ${name}`;
    const facts = `${grouped(run.events)} events  ${run.digest}`;
    const line = cut(`seed ${run.seed}  ${printable(what)}  ${facts}`, columns - 9, symbols.cut);
    return `    ${isGood ? color.green(padEnd(symbols.pass, 4)) : color.red(padEnd(symbols.fail, 4))} ${line}`;
  }

  private summary(tally: Tally): string {
    const { color, symbols, columns } = this.palette;
    const markColumns = Math.max(width(symbols.pass), width(symbols.fail));
    const mark = tally.isGood
      ? color.green(padEnd(symbols.pass, markColumns))
      : color.red(padEnd(symbols.fail, markColumns));
    const shown = cut(printable(tally.subject.scenario), this.nameColumns, symbols.cut);
    const name = padEnd(shown, this.nameColumns);
    const most = columns - this.nameColumns - markColumns - 5;
    const counts = cut([...outcomes([tally]), ...caughtText(tally)].join(', '), most, symbols.cut);
    const start = `  ${mark} ${name}  `;
    const room = most - width(counts);
    const work = workOf(tally).find((text) => width(text) + 2 <= room) ?? '';
    const filler = ' '.repeat(Math.max(0, room - width(work)));
    return `${start}${counts}${work === '' ? '' : filler + color.dim(work)}`;
  }

  private rareLines(goal: RareGoal): readonly string[] {
    const { color, symbols, columns } = this.palette;
    const standing = rareStanding(goal);
    const mark = {
      met: color.green(symbols.pass),
      open: color.yellow(symbols.none),
      missed: color.red(symbols.fail),
    }[standing];
    const { name, hits, runs, perSeeds } = goal;
    const seldom = standing === 'open' ? ', too few runs to tell' : '';
    const text = `sometimes ${printable(name)}: in ${grouped(hits)} of ${counted(runs, 'run')}, one in ${grouped(perSeeds)} is asked${seldom}`;
    return wrap(text, columns - 6 - symbols.pass.length).map((line, position) =>
      position === 0 ? `    ${mark} ${line}` : `      ${line}`,
    );
  }

  private block(lines: readonly string[]): void {
    for (const line of lines) this.line(line);
    this.line('');
  }

  private line(text: string): void {
    this.sink.write(`${text}\n`);
    this.isAfterBlank = text === '';
  }
}

/** Pieces on as few lines as fit; a line after the first is indented. */
function joined(pieces: readonly string[], separator: string, columns: number): readonly string[] {
  const lines: string[] = [];
  for (const piece of pieces) {
    const line = lines.at(-1);
    const longer = line === undefined ? piece : line + separator + piece;
    if (line === undefined) lines.push(piece);
    else if (width(longer) <= columns) lines[lines.length - 1] = longer;
    else lines.push(`  ${piece}`);
  }
  return lines;
}

/** What was done, from the longest way to say it to the shortest. */
function workOf(tally: Tally): readonly string[] {
  const events = `${rough(tally.events)} events`;
  const simulated = `${events}, ${duration(tally.simulated)} simulated`;
  if (tally.elapsedMs <= 0) return [simulated, events];
  return [`${simulated}, ${rough((tally.events * 1000) / tally.elapsedMs)}/s`, simulated, events];
}

function seedsText(subject: Subject): string {
  return subject.runs === 1 ? `seed ${subject.seeds}` : `seeds ${subject.seeds}`;
}

function sizes(subject: Subject): string {
  const who = `${counted(subject.names.length, 'node')}, ${counted(subject.clients, 'client')}`;
  return `${who}, ${duration(subject.chaos)} chaos, ${duration(subject.settle)} calm`;
}

function caughtText(tally: Tally): readonly string[] {
  const { failsWithin } = tally.subject;
  if (tally.catching === 'open') return [`not caught yet in ${tally.runs} of ${failsWithin} seeds`];
  if (tally.catching === 'missed' && failsWithin > 0) return [`not caught within ${failsWithin} seeds`];
  return tally.caught === null ? [] : [`first by seed ${tally.caught.run.seed}`];
}
