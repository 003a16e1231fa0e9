// TAP 14, the Test Anything Protocol: a subtest for each scenario, a test point for each property in it.

import { type Case, Cases } from './cases.ts';
import { closingParts } from './closing-line.ts';
import { failureBlock } from './failure.ts';
import { printable } from './layout.ts';
import { palette } from './palette.ts';
import { listed } from './quantity.ts';
import type { RunRecord } from './record.ts';
import { type Closing, type Reporter, type Session, type Sink, stoppedEarly } from './reporter.ts';
import type { Tally } from './tally.ts';

const textPalette = palette({ ascii: false, color: false, columns: 80 });
const seedsShown = 50;
const indent = '    ';

export class TapReporter implements Reporter {
  private readonly sink: Sink;
  private readonly cases: Cases = new Cases();
  private readonly tallies: Tally[] = [];
  private planned = 0;
  private made = 0;

  constructor(sink: Sink) {
    this.sink = sink;
  }

  begin({ version, runs }: Session): void {
    this.planned = runs;
    this.line('TAP version 14');
    this.line(`# whitewater ${version}`);
  }

  onRun(record: RunRecord): void {
    this.made++;
    this.cases.note(record);
  }

  onScenario(tally: Tally): void {
    this.tallies.push(tally);
    const name = described(tally.subject.scenario);
    const cases = this.cases.take(tally);
    this.line(`# Subtest: ${name}`);
    for (const [position, each] of cases.entries()) {
      for (const line of testPoint(each, position + 1)) this.line(`${indent}${line}`);
    }
    this.line(`${indent}1..${cases.length}${cases.length === 0 ? ' # SKIP nothing was checked' : ''}`);
    const isGood = cases.every(({ standing }) => standing === 'passed' || standing === 'skipped');
    this.line(`${isGood ? 'ok' : 'not ok'} ${this.tallies.length} - ${name}`);
  }

  end(closing: Closing): void {
    const { tallies } = this;
    if (!closing.complete) {
      this.line(`Bail out! ${stoppedEarly(closing, this.made, this.planned)}`);
      return;
    }
    this.line(`1..${tallies.length}${tallies.length === 0 ? ' # SKIP nothing ran' : ''}`);
    this.line(`# ${closingParts(tallies, closing).join(', ')}`);
  }

  private line(text: string): void {
    this.sink.write(`${text}\n`);
  }
}

/** One test point; a failing one with a YAML block that says why. */
function testPoint({ name, kind, standing, message, failures }: Case, number: number): readonly string[] {
  const title = `${number} - ${described(kind === 'end-to-end' || kind === 'deep' ? name : `${kind} ${name}`)}`;
  if (standing === 'passed') return [`ok ${title}`];
  if (standing === 'skipped') return [`ok ${title} # SKIP ${described(message)}`];
  const lines = [`not ok ${title}`, '  ---', `  message: ${JSON.stringify(printable(message))}`];
  lines.push(`  severity: ${standing === 'error' ? 'error' : 'fail'}`);
  if (failures !== null) {
    const { first, seeds, count } = failures;
    lines.push(`  seed: ${first.run.seed}`);
    lines.push(`  seeds: ${JSON.stringify(listed(seeds, seedsShown, count))}`);
    lines.push(`  replay: ${JSON.stringify(printable(first.replay))}`);
    lines.push('  details: |', ...failureBlock(first, textPalette).map((line) => `    ${line}`.trimEnd()));
  }
  return [...lines, '  ...'];
}

/** A description on one line, in which `#` begins no directive. */
function described(text: string): string {
  return printable(text).replaceAll('\\', '\\\\').replaceAll('#', '\\#');
}
