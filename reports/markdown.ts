// Markdown as GitHub renders it: a table with a row for each scenario, then a block for each kind of failure.

import { closingParts, outcomes } from './closing-line.ts';
import { failureBlocks } from './failures.ts';
import { printable } from './layout.ts';
import { palette } from './palette.ts';
import { duration, grouped } from './quantity.ts';
import type { RunRecord } from './record.ts';
import { type Closing, type Reporter, type Session, type Sink, stoppedEarly } from './reporter.ts';
import type { Tally } from './tally.ts';

const textPalette = palette({ ascii: false, color: false, columns: 100 });

export class MarkdownReporter implements Reporter {
  private readonly sink: Sink;
  /** More than this is left out, failures first, and said to be: places that show reports have limits. */
  private readonly bytesMax: number;
  private readonly tallies: Tally[] = [];
  private session: Session = { version: '', subjects: [], runs: 0 };

  constructor(sink: Sink, bytesMax: number = Number.MAX_SAFE_INTEGER) {
    this.sink = sink;
    this.bytesMax = bytesMax;
  }

  begin(session: Session): void {
    this.session = session;
  }

  onRun(_record: RunRecord): void {}

  onScenario(tally: Tally): void {
    this.tallies.push(tally);
  }

  end(closing: Closing): void {
    const pieces = this.pieces(closing);
    const left = 'More is left out here: the report is longer than this place may hold.\n';
    let room = this.bytesMax - bytes(left);
    for (const piece of pieces) {
      room -= bytes(piece);
      if (room < 0) {
        if (room + bytes(piece) >= 0) this.sink.write(left);
        return;
      }
      this.sink.write(piece);
    }
  }

  private *pieces(closing: Closing): Generator<string> {
    const { tallies, session } = this;
    const result = closing.exitCode === 0 ? 'passed' : 'failed';
    yield `## Whitewater ${session.version}: ${result}\n\n${escaped(closingParts(tallies, closing).join(' · '))}\n\n`;
    if (!closing.complete) {
      const made = tallies.reduce((total, tally) => total + tally.runs, 0);
      yield `**${escaped(stoppedEarly(closing, made, session.runs))}**\n\n`;
    }
    if (tallies.length > 0)
      yield '| | scenario | result | seeds | events | simulated |\n|---|---|---|---|--:|--:|\n';
    for (const tally of tallies) yield rowOf(tally);
    for (const tally of tallies) {
      for (const block of failureBlocks(tally, textPalette)) yield fenced(block);
    }
  }
}

function rowOf(tally: Tally): string {
  const { subject } = tally;
  const cells = [
    tally.isGood ? '✓' : '✗',
    escaped(printable(subject.scenario)),
    escaped(outcomes([tally]).join(', ')),
    escaped(subject.seeds),
    grouped(tally.events),
    duration(tally.simulated),
  ];
  return `| ${cells.join(' | ')} |\n`;
}

/** The headline above, the rest as it stands; the fence is longer than any inside. */
function fenced([headline = '', ...block]: readonly string[]): string {
  const text = block.join('\n').replace(/^\n+/, '');
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `\n### ${escaped(headline)}\n\n${fence}text\n${text}\n${fence}\n`;
}

/** Text that Markdown takes as it is: no markup, no HTML, no mention of a person or an issue. */
function escaped(text: string): string {
  return text
    .replace(/[\\`*_{}[\]()<>|~^$!-]/g, (sign) => `\\${sign}`)
    .replaceAll('&', '&amp;')
    .replace(/[@#]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}
