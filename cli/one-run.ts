// One run of one seed: made, measured against the expectation, made again where a report wants its trace.

import { runInNames } from '../reports/node-names.ts';
import {
  brokenProperty,
  type Divergence,
  outcomeOf,
  type RunRecord,
  type Subject,
} from '../reports/record.ts';
import type { Plan } from '../sim/plan.ts';
import type { TraceEvent, TraceSink } from '../sim/trace.ts';
import type { Run } from '../sim/verdict.ts';
import { divergenceOf, runTwice } from './determinism.ts';
import type { Engine } from './engine.ts';
import { replayCommand } from './replay.ts';
import { type Recordings, retrace } from './retrace.ts';

/** Somebody who watches the run as it happens. */
export interface Watcher extends TraceSink {
  end(): void;
}

export interface OneRunOptions extends Recordings {
  readonly checkDeterminism: boolean;
  /** Whether a skipped strike fails the run. */
  readonly strictFaults?: boolean;
  /** Told the names of the nodes; null = nobody watches. */
  readonly watch: ((names: readonly string[]) => Watcher) | null;
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
  const watched = options.watch === null ? null : watch(engine, plan, seed, options.watch(plan.names));
  const compared = options.checkDeterminism
    ? runTwice(engine, plan, seed)
    : { run: watched ?? engine.run(plan, seed), divergence: null };
  let { run } = compared;
  let divergence: Divergence | null = compared.divergence;
  let tail: readonly TraceEvent[] | null = null;
  const broken = brokenProperty(run.verdict);
  const isRecorded = options.trace !== null || options.history !== null;
  if (isRecorded || (broken !== null && isNew(broken))) {
    const again = retrace(engine, plan, run, options);
    if (again.run.digest !== run.digest && divergence === null) {
      divergence = divergenceOf(engine, plan, seed, run, again.run);
    }
    if (again.run.digest === run.digest) run = again.run;
    if (broken !== null) tail = again.tail;
  }
  return {
    subject,
    run: runInNames(run, subject.names),
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

function watch(engine: Pick<Engine, 'run'>, plan: Plan, seed: number, watcher: Watcher): Run {
  const run = engine.run(plan, seed, { trace: watcher });
  watcher.end();
  return run;
}
