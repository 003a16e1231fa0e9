// One run of one seed: made, measured against the expectation, made again where a report wants its trace.

import {
  brokenProperty,
  type Divergence,
  outcomeOf,
  type RunRecord,
  type Subject,
} from '../reports/record.ts';
import type { Sink } from '../reports/reporter.ts';
import type { Plan } from '../sim/plan.ts';
import type { TraceEvent, TraceSink } from '../sim/trace.ts';
import type { Run } from '../sim/verdict.ts';
import { divergenceOf, runTwice } from './determinism.ts';
import type { Engine } from './engine.ts';
import { replayCommand } from './replay.ts';
import { TraceWriter, traceHeader } from './trace-file.ts';
import { TraceTail } from './trace-tail.ts';

export interface OneRunOptions {
  readonly checkDeterminism: boolean;
  /** Where the whole trace goes; null = nowhere. */
  readonly trace: Sink | null;
  /** Bugs and checks of the command line, for the replay command. */
  readonly bugs: readonly string[];
  readonly checks: string | null;
  /** Those of `--set`. */
  readonly assignments: readonly string[];
}

/** `isNew` says whether a failure of this name deserves a trace of its own. */
export function oneRun(
  engine: Pick<Engine, 'run'>,
  subject: Subject,
  plan: Plan,
  seed: number,
  options: OneRunOptions,
  isNew: (failure: string) => boolean,
): RunRecord {
  const compared = options.checkDeterminism
    ? runTwice(engine, plan, seed)
    : { run: engine.run(plan, seed), divergence: null };
  let { run } = compared;
  let divergence: Divergence | null = compared.divergence;
  let tail: readonly TraceEvent[] | null = null;
  const broken = brokenProperty(run.verdict);
  if (options.trace !== null || (broken !== null && isNew(broken))) {
    const again = retrace(engine, plan, run, options.trace);
    if (again.run.digest !== run.digest && divergence === null) {
      divergence = divergenceOf(engine, plan, seed, run, again.run);
    }
    if (again.run.digest === run.digest) run = again.run;
    if (broken !== null) tail = again.tail;
  }
  return {
    subject,
    run,
    outcome: outcomeOf(run.verdict, subject.fails),
    tail,
    divergence,
    replay: replayCommand({
      ...options,
      file: subject.file,
      seed,
      assignments: [...options.assignments, ...(subject.variant ?? [])],
    }),
  };
}

function retrace(
  engine: Pick<Engine, 'run'>,
  plan: Plan,
  run: Run,
  sink: Sink | null,
): { readonly run: Run; readonly tail: readonly TraceEvent[] } {
  const tail = new TraceTail();
  if (sink === null) return { run: engine.run(plan, run.seed, { trace: tail }), tail: tail.events() };
  const writer = new TraceWriter(sink, traceHeader(plan, run.seed));
  const trace: TraceSink = {
    record: (event) => {
      writer.record(event);
      tail.record(event);
    },
  };
  const again = engine.run(plan, run.seed, { trace });
  writer.end(again);
  return { run: again, tail: tail.events() };
}
