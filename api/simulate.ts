// One run from a program: a scenario, a seed, and what came of it.

import { subjectOf } from '../cli/adjust.ts';
import { replayCommand } from '../cli/replay.ts';
import { Seeds } from '../cli/seeds.ts';
import { TraceTail } from '../cli/trace-tail.ts';
import { planOf } from '../hunt/case.ts';
import { failureBlock } from '../reports/failure.ts';
import { inNames, runInNames } from '../reports/node-names.ts';
import { palette } from '../reports/palette.ts';
import { brokenProperty, type Outcome, outcomeOf, type RunRecord } from '../reports/record.ts';
import type { Scope } from '../sim/checkers/checker.ts';
import type { Operation } from '../sim/history.ts';
import type { Plan } from '../sim/plan.ts';
import type { Envelope, ProgramKind } from '../sim/program.ts';
import { run as runPlan } from '../sim/run.ts';
import type { TraceSink } from '../sim/trace.ts';
import type { Run } from '../sim/verdict.ts';
import { type LoadedScenario, loadedOnce, type ScenarioGiven } from './loaded-scenario.ts';

export interface SimulateOptions<M extends Envelope = Envelope, W = unknown, Image = unknown> {
  /** 0 … 2^53 - 1; default 1. */
  readonly seed?: number;
  /** What the nodes host, in place of what the scenario names. */
  readonly program?: ProgramKind<M, W, Image>;
  /** Mutants of the built-in replica to plant. */
  readonly bugs?: readonly string[];
  /** Which checks judge the run; default: what the scenario asks for. */
  readonly scopes?: readonly Scope[];
  /** Told every event, in order. */
  readonly trace?: TraceSink;
}

export interface Simulated extends Run {
  /** The run measured against what the scenario expects. */
  readonly outcome: Outcome;
  /** Whether all that the scenario expects came about. */
  readonly holds: boolean;
  /** Every operation of the clients, by id; for `checkLinearizability`. */
  readonly history: readonly Operation[];
  /** The command that makes this run again; null where the program or the scenario is known to the caller alone. */
  readonly replay: string | null;
  /** What went wrong, as the command line would print it; null: nothing did. */
  readonly failure: string | null;
}

/** The same for the same arguments, on every machine. Errors: see `loadedScenario`; a RangeError for a seed that is none. */
export function simulate<M extends Envelope = Envelope, W = unknown, Image = unknown>(
  scenario: ScenarioGiven | LoadedScenario,
  options: SimulateOptions<M, W, Image> = {},
): Simulated {
  const { seed = 1, program, bugs = [], scopes, trace } = options;
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`${seed} is not a seed: an integer from 0 to 9007199254740991 is one`);
  }
  const loaded = loadedOnce(scenario, program);
  const plan = planOf({ scenario: loaded.scenario, seed, bugs, scopes: scopes ?? null, overrides: {} });
  let history: readonly Operation[] = [];
  const onHistory = (operations: readonly Operation[]): void => {
    history = operations;
  };
  const run = runPlan(plan, seed, { onHistory, ...(trace === undefined ? {} : { trace }) });
  const outcome = outcomeOf(run.verdict, plan.checks.fails);
  const holds = outcome === 'passed' || outcome === 'caught';
  const isOurs = loaded.file !== null && program === undefined && scopes === undefined;
  const replay = isOurs
    ? replayCommand({ file: loaded.file, seed, bugs, checks: null, assignments: [] })
    : null;
  const failure = holds ? null : failureText(loaded, plan, run, outcome, replay);
  return { ...runInNames(run, plan.names), outcome, holds, history, replay, failure };
}

/** Runs again for the last events, which are worth a picture. */
function failureText(
  loaded: LoadedScenario,
  plan: Plan,
  run: Run,
  outcome: Outcome,
  replay: string | null,
): string {
  const tail = new TraceTail();
  const again = runPlan(plan, run.seed, { trace: tail });
  const record: RunRecord = {
    subject: subjectOf({ file: loaded.file ?? loaded.title }, plan, Seeds.one(run.seed)),
    run: runInNames(again, plan.names),
    outcome,
    tail: brokenProperty(run.verdict) === null ? null : tail.events(),
    divergence: null,
    replay: replay ?? `seed ${run.seed}`,
  };
  return inNames(
    failureBlock(record, palette({ ascii: false, color: false, columns: 100 })).join('\n'),
    plan.names,
  );
}
