// Makes a run again for what is to be kept of it: its last events, its whole trace, the clients' history.

import { historyHeaderLine, operationLine } from '../reports/history-lines.ts';
import type { Sink } from '../reports/reporter.ts';
import { PatientSink } from '../reports/trace/patient-sink.ts';
import { TraceWriter, traceHeader } from '../reports/trace/trace-writer.ts';
import type { Plan } from '../sim/plan.ts';
import type { TraceEvent, TraceSink } from '../sim/trace.ts';
import type { Run } from '../sim/verdict.ts';
import type { Engine } from './engine.ts';
import { TraceTail } from './trace-tail.ts';
import { version } from './version.ts';

/** Where it goes; null = nowhere. */
export interface Recordings {
  readonly trace: Sink | null;
  readonly history: Sink | null;
}

export function retrace(
  engine: Pick<Engine, 'run'>,
  plan: Plan,
  run: Run,
  { trace, history }: Recordings,
): { readonly run: Run; readonly tail: readonly TraceEvent[] } {
  const tail = new TraceTail();
  const writer = trace === null ? null : new TraceWriter(trace, traceHeader(version, plan, run.seed));
  const patient = writer === null ? null : new PatientSink(writer);
  const both: TraceSink = {
    record: (event) => {
      tail.record(event);
      patient?.record(event);
    },
  };
  history?.write(historyHeaderLine({ whitewater: version, scenario: run.scenario, seed: run.seed }));
  const again = engine.run(plan, run.seed, {
    trace: both,
    ...(history === null
      ? {}
      : {
          onHistory: (operations) => {
            for (const operation of operations) history.write(operationLine(operation));
          },
        }),
  });
  patient?.complain();
  writer?.end(again);
  return { run: again, tail: tail.events() };
}
