// `--trace FILE`: one JSON object a line, a header first, then every event of the run.

import type { Sink } from '../reports/reporter.ts';
import type { TraceEvent, TraceSink } from '../sim/trace.ts';
import type { Run } from '../sim/verdict.ts';
import { version } from './version.ts';

export const traceVersion = 1;

/** The run is known already: it is made again to be traced. */
export function writeTraceHeader(sink: Sink, run: Run): void {
  const header = {
    version: traceVersion,
    whitewater: version,
    scenario: run.scenario,
    seed: run.seed,
    digest: run.digest,
    events: run.events,
  };
  sink.write(`${JSON.stringify(header)}\n`);
}

export class TraceWriter implements TraceSink {
  private readonly sink: Sink;
  private readonly also: TraceSink;

  constructor(sink: Sink, also: TraceSink) {
    this.sink = sink;
    this.also = also;
  }

  record(event: TraceEvent): void {
    this.sink.write(`${JSON.stringify(event)}\n`);
    this.also.record(event);
  }
}
