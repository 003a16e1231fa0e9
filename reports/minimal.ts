// The report for those who only want to know what is wrong: a block for each kind of failure, and one last line.

import { closingLine } from './closing-line.ts';
import { failureBlocks } from './failures.ts';
import type { Palette } from './palette.ts';
import type { RunRecord } from './record.ts';
import type { Closing, Reporter, Session, Sink } from './reporter.ts';
import type { Tally } from './tally.ts';

export class MinimalReporter implements Reporter {
  private readonly sink: Sink;
  private readonly palette: Palette;
  private readonly tallies: Tally[] = [];

  constructor(sink: Sink, palette: Palette) {
    this.sink = sink;
    this.palette = palette;
  }

  begin(_session: Session): void {}

  /** A failure is told with its scenario, when the other seeds that fail so are known. */
  onRun(_record: RunRecord): void {}

  onScenario(tally: Tally): void {
    this.tallies.push(tally);
    for (const block of failureBlocks(tally, this.palette)) this.sink.write(`${block.join('\n')}\n\n`);
  }

  end(closing: Closing): void {
    this.sink.write(`${closingLine(this.tallies, closing, this.palette)}\n`);
  }
}
