// What writes a trace: a header, every event of the run, then how it ended; one JSON object a line.

import type { Plan } from '../../sim/plan.ts';
import type { TraceEvent, TraceSink } from '../../sim/trace.ts';
import type { Run } from '../../sim/verdict.ts';
import { brokenProperty } from '../record.ts';
import type { Sink } from '../reporter.ts';
import { endLine, headerLine, type TraceEnd, type TraceHeader } from './trace-header.ts';
import { TraceLines } from './trace-lines.ts';

/** `whitewater`: the version of the program that runs it. */
export function traceHeader(whitewater: string, plan: Plan, seed: number): TraceHeader {
  return {
    whitewater,
    scenario: plan.scenario,
    seed,
    names: plan.names,
    clients: plan.workload.clients,
    program: plan.program.name,
    options: plan.program.options,
    bugs: plan.program.bugs,
    checks: plan.checks.scopes,
    isFiltered: false,
    plan,
  };
}

export class TraceWriter implements TraceSink {
  private readonly sink: Sink;
  private readonly lines: TraceLines = new TraceLines();

  constructor(sink: Sink, header: TraceHeader) {
    this.sink = sink;
    sink.write(headerLine(header));
  }

  record(event: TraceEvent): void {
    this.sink.write(this.lines.line(event));
  }

  end(run: Run): void {
    this.sink.write(endLine(endOf(run)));
  }
}

export function endOf({ events, digest, verdict }: Run): TraceEnd {
  const broken = brokenProperty(verdict);
  return { events, digest, verdict: verdict.kind, ...(broken === null ? {} : { fails: broken }) };
}
