// The report for people: one run in full, or a line a scenario and a block for each kind of failure.

import { failureBlock } from './failure.ts';
import { padEnd, width } from './layout.ts';
import type { Palette } from './palette.ts';
import { propertyLines } from './properties.ts';
import { counted, duration, grouped, listed, rough } from './quantity.ts';
import type { RunRecord, Subject } from './record.ts';
import type { Closing, Reporter, Session, Sink } from './reporter.ts';
import type { Failures, Tally } from './tally.ts';

const seedsShown = 8;

export class PrettyReporter implements Reporter {
  private readonly sink: Sink;
  private readonly palette: Palette;
  private isSingle = false;
  private nameColumns = 0;
  private isAfterBlank = false;
  private readonly tallies: Tally[] = [];

  constructor(sink: Sink, palette: Palette) {
    this.sink = sink;
    this.palette = palette;
  }

  begin(session: Session): void {
    const { subjects } = session;
    const only = subjects.length === 1 ? subjects[0] : undefined;
    this.isSingle = session.runs === 1;
    this.nameColumns = Math.max(...subjects.map((subject) => subject.scenario.length));
    const dot = ` ${this.palette.symbols.dot} `;
    const seeds = new Set(subjects.map((subject) => subject.seeds));
    const what =
      only === undefined
        ? [counted(subjects.length, 'scenario'), seeds.size === 1 ? seedsText(subjects[0]!) : 'seeds by file']
        : [only.scenario, seedsText(only), sizes(only)];
    for (const line of joined([`whitewater ${session.version}`, ...what], dot, this.palette.columns)) {
      this.line(line);
    }
    this.line('');
  }

  onRun(record: RunRecord): void {
    if (!this.isSingle) return;
    const { run } = record;
    for (const line of propertyLines(run, this.palette)) this.line(line);
    this.line('');
    this.line(`  ${grouped(run.events)} events ${this.palette.symbols.dot} digest ${run.digest}`);
    this.line('');
    if (record.outcome !== 'passed' || record.divergence !== null) this.block(record);
  }

  onScenario(tally: Tally): void {
    this.tallies.push(tally);
    if (this.isSingle) return;
    this.line(this.summary(tally));
    let blocks = 0;
    for (const failures of tally.failures.values()) {
      if (failures.first.outcome === 'caught' && failures.first.divergence === null) continue;
      if (blocks++ === 0) this.line('');
      this.block(failures.first, failures);
    }
  }

  end(closing: Closing): void {
    const { palette, tallies } = this;
    const sum = (of: (tally: Tally) => number): number =>
      tallies.reduce((total, each) => total + of(each), 0);
    const runs = sum((tally) => tally.runs);
    const dot = ` ${palette.symbols.dot} `;
    const parts = [
      this.isSingle
        ? outcomes(tallies).join(', ')
        : `${counted(runs, 'run')}: ${outcomes(tallies).join(', ')}`,
      `${duration(sum((tally) => tally.simulated))} simulated in ${duration(closing.elapsedMs * 1000)}`,
    ];
    if (!closing.complete) parts.unshift('stopped early');
    parts.push(`exit ${closing.exitCode}`);
    if (!this.isAfterBlank) this.line('');
    this.line((closing.exitCode === 0 ? palette.color.green : palette.color.red)(parts.join(dot)));
  }

  private summary(tally: Tally): string {
    const { color, symbols, columns } = this.palette;
    const mark = tally.isGood ? color.green(symbols.pass) : color.red(symbols.fail);
    const name = padEnd(tally.subject.scenario, this.nameColumns);
    const counts = [...outcomes([tally]), ...caughtText(tally)].join(', ');
    const start = `  ${mark} ${name}  `;
    const room = columns - this.nameColumns - symbols.pass.length - 5 - width(counts);
    const work = workOf(tally).find((text) => width(text) + 2 <= room) ?? '';
    const filler = ' '.repeat(Math.max(0, room - width(work)));
    return `${start}${counts}${work === '' ? '' : filler + color.dim(work)}`;
  }

  private block(record: RunRecord, failures?: Failures): void {
    for (const line of failureBlock(record, this.palette)) this.line(line);
    if (failures !== undefined && failures.count > 1) {
      const others = failures.seeds.slice(1);
      this.line(`  ${padEnd('also seeds', 11)}${listed(others, seedsShown, failures.count - 1)}`);
    }
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

/** `197 passed`, `3 failed`: what there is at least one of, passed first. */
function outcomes(tallies: readonly Tally[]): readonly string[] {
  const of = (outcome: Parameters<Tally['count']>[0]): number =>
    tallies.reduce((total, tally) => total + tally.count(outcome), 0);
  const diverged = tallies.reduce((total, tally) => total + tally.diverged, 0);
  const parts: readonly (readonly [number, string])[] = [
    [of('passed'), 'passed'],
    [of('caught'), 'caught the planted bug'],
    [of('not-caught'), 'did not'],
    [of('failed'), 'failed'],
    [of('missed'), 'missed a goal'],
    [of('outside'), 'outside a threshold'],
    [of('inconclusive'), 'inconclusive'],
    [diverged, 'not deterministic'],
  ];
  const said = parts.filter(([count]) => count > 0).map(([count, word]) => `${grouped(count)} ${word}`);
  return said.length === 0 ? ['nothing ran'] : said;
}

function caughtText(tally: Tally): readonly string[] {
  return tally.caught === null ? [] : [`first by seed ${tally.caught.run.seed}`];
}
