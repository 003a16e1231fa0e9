// The trace of a run in a compressed file, written piece by piece: no run is too long for the memory.

import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Sink } from '../../reports/reporter.ts';
import { TraceWriter, traceHeader } from '../../reports/trace/trace-writer.ts';
import { run } from '../../sim/run.ts';
import type { TraceEvent } from '../../sim/trace.ts';
import type { Run } from '../../sim/verdict.ts';
import { type Case, planOf } from '../case.ts';

const pieceCharacters = 1 << 20;

/** Makes the run, and writes down every event of it; no file is left where there are more than these. */
export function writeTraceOf(given: Case, version: string, path: string, eventsMax: number): Run {
  const plan = planOf(given);
  const file = new GzipSink(path);
  let isTooLong = false;
  const failures: unknown[] = [];
  try {
    const writer = new TraceWriter(file, traceHeader(version, plan, given.seed));
    const record = (event: TraceEvent): void => {
      if (failures.length > 0 || isTooLong) return;
      isTooLong = event.event > eventsMax;
      try {
        writer.record(event);
      } catch (error) {
        // Thrown from inside of the run it would count as a crash of the program.
        failures.push(error);
      }
    };
    const made = run(plan, given.seed, { trace: { record } });
    for (const failure of failures) throw failure;
    writer.end(made);
    return made;
  } finally {
    file.close();
    if (isTooLong) rmSync(path);
  }
}

class GzipSink implements Sink {
  private readonly descriptor: number;
  private piece = '';

  constructor(path: string) {
    this.descriptor = openSync(path, 'w');
  }

  write(text: string): void {
    this.piece += text;
    if (this.piece.length >= pieceCharacters) this.flush();
  }

  close(): void {
    try {
      if (this.piece !== '') this.flush();
    } finally {
      closeSync(this.descriptor);
    }
  }

  private flush(): void {
    const bytes = gzipSync(this.piece);
    this.piece = '';
    for (let written = 0; written < bytes.length; ) {
      written += writeSync(this.descriptor, bytes, written);
    }
  }
}
