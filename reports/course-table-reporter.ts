// Many live runs of a course's files for people: the table of their metrics and tiers, row by row, then whatever
// failed.

import { closingLine } from './closing-line.ts';
import { type CourseRun, rowOf, tableHead, tableLines } from './course-table.ts';
import { failureBlocks } from './failures.ts';
import type { Palette } from './palette.ts';
import { counted } from './quantity.ts';
import type { RunRecord } from './record.ts';
import type { Closing, Reporter, Session, Sink } from './reporter.ts';
import type { Tally } from './tally.ts';

export class CourseTableReporter implements Reporter {
  private readonly sink: Sink;
  private readonly palette: Palette;
  private readonly tallies: Tally[] = [];
  private runs: CourseRun[] = [];

  constructor(sink: Sink, palette: Palette) {
    this.sink = sink;
    this.palette = palette;
  }

  begin({ version, subjects, runs }: Session): void {
    const seeds = new Set(subjects.map((subject) => subject.seeds));
    const which = seeds.size === 1 ? `seeds ${[...seeds][0]}` : 'seeds by file';
    const parts = [`whitewater ${version}`, 'live', which, counted(runs, 'run')];
    this.line(parts.join(` ${this.palette.symbols.dot} `));
    for (const line of ['', ...tableHead()]) this.line(line);
  }

  onRun({ run, outcome, replay }: RunRecord): void {
    const { course, seed } = run;
    if (course !== undefined) this.runs.push({ seed, passed: outcome === 'passed', course, replay });
  }

  onScenario(tally: Tally): void {
    const { file, scenario } = tally.subject;
    this.tallies.push(tally);
    for (const line of tableLines(rowOf(file, scenario, this.runs), this.palette)) this.line(line);
    this.runs = [];
  }

  end(closing: Closing): void {
    this.line('');
    for (const tally of this.tallies) {
      for (const block of failureBlocks(tally, this.palette))
        for (const line of [...block, '']) this.line(line);
    }
    this.line(closingLine(this.tallies, closing, this.palette));
  }

  private line(text: string): void {
    this.sink.write(`${text}\n`);
  }
}
