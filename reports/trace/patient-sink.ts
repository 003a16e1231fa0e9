// Keeps what goes wrong with a trace until its run is over: thrown from inside of the run it would count as a crash of
// the program.

import type { TraceEvent, TraceSink } from '../../sim/trace.ts';

export class PatientSink implements TraceSink {
  private readonly sink: TraceSink;
  private readonly failures: unknown[] = [];

  constructor(sink: TraceSink) {
    this.sink = sink;
  }

  /** Nothing any more, once it has failed. */
  record(event: TraceEvent): void {
    if (this.failures.length > 0) return;
    try {
      this.sink.record(event);
    } catch (error) {
      this.failures.push(error);
    }
  }

  /** Throws what went wrong, if anything did. */
  complain(): void {
    for (const failure of this.failures) throw failure;
  }
}
