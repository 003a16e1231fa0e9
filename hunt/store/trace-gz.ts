// The trace of a run in a compressed file, written piece by piece: no run is too long for the memory.

import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { GzipPieces } from '../../reports/gzip-pieces.ts';
import { PatientSink } from '../../reports/trace/patient-sink.ts';
import { TraceWriter, traceHeader } from '../../reports/trace/trace-writer.ts';
import { run } from '../../sim/run.ts';
import type { TraceEvent } from '../../sim/trace.ts';
import type { Run } from '../../sim/verdict.ts';
import { type Case, planOf } from '../case.ts';

/** Makes the run, and writes down every event of it; no file is left where there are more than these. */
export function writeTraceOf(given: Case, version: string, path: string, eventsMax: number): Run {
  const plan = planOf(given);
  const file = new GzipFile(path);
  let isTooLong = false;
  try {
    const writer = new TraceWriter(file.sink, traceHeader(version, plan, given.seed));
    const patient = new PatientSink(writer);
    const record = (event: TraceEvent): void => {
      if (isTooLong) return;
      isTooLong = event.event > eventsMax;
      patient.record(event);
    };
    const made = run(plan, given.seed, { trace: { record } });
    patient.complain();
    writer.end(made);
    return made;
  } finally {
    file.close();
    if (isTooLong) rmSync(path);
  }
}

class GzipFile {
  readonly sink: GzipPieces;
  private readonly descriptor: number;

  constructor(path: string) {
    this.descriptor = openSync(path, 'w');
    this.sink = new GzipPieces((bytes) => this.put(bytes));
  }

  close(): void {
    try {
      this.sink.end();
    } finally {
      closeSync(this.descriptor);
    }
  }

  private put(bytes: Uint8Array): void {
    for (let written = 0; written < bytes.length; ) written += writeSync(this.descriptor, bytes, written);
  }
}
