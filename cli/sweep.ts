// Every seed of every scenario, one after the other, told to the reporters as it happens.

import type { RunRecord } from '../reports/record.ts';
import type { Reporter } from '../reports/reporter.ts';
import { Tally } from '../reports/tally.ts';
import { adjusted, type CheckChoice, subjectOf } from './adjust.ts';
import { BadInput } from './bad-input.ts';
import type { Engine, LoadedScenario } from './engine.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import type { Io } from './io.ts';
import { type OneRunOptions, oneRun } from './one-run.ts';
import type { Progress } from './progress.ts';
import { replayCommand } from './replay.ts';
import type { Seeds } from './seeds.ts';

export interface SweepItem {
  readonly scenario: LoadedScenario;
  readonly seeds: Seeds;
}

export interface SweepOptions extends Omit<OneRunOptions, 'checks'> {
  readonly checks: CheckChoice | null;
}

/** How often signals get through, ms. */
const breathEveryMs = 50;

export class Sweep {
  readonly happened: Set<ExitCode> = new Set();
  private readonly engine: Engine;
  private readonly io: Io;
  private readonly options: SweepOptions;
  private readonly reporters: readonly Reporter[];
  private readonly progress: Progress;
  private lastBreath: number;
  private isStopped = false;

  constructor(
    engine: Engine,
    io: Io,
    options: SweepOptions,
    reporters: readonly Reporter[],
    progress: Progress,
  ) {
    this.engine = engine;
    this.io = io;
    this.options = options;
    this.reporters = reporters;
    this.progress = progress;
    this.lastBreath = io.now();
  }

  /** Ends after the run in progress; the report says what was done. */
  interrupt(): void {
    this.isStopped = true;
    this.happened.add(exitCodes.interrupted);
  }

  get isComplete(): boolean {
    return !this.isStopped;
  }

  async runAll(items: readonly SweepItem[]): Promise<void> {
    for (const item of items) {
      if (this.isStopped) return;
      await this.runScenario(item);
    }
  }

  private async runScenario({ scenario, seeds }: SweepItem): Promise<void> {
    const first = adjusted(scenario.compile(firstOf(seeds)), this.options.bugs, this.options.checks);
    const tally = new Tally(subjectOf(scenario, first, seeds));
    const start = this.io.now();
    for (const seed of seeds) {
      const record = this.runSeed(scenario, seeds, seed, tally);
      if (record === null) break;
      tally.elapsedMs = this.io.now() - start;
      for (const reporter of this.reporters) reporter.onRun(record);
      this.progress.ran(record);
      if (this.io.now() - this.lastBreath >= breathEveryMs) await this.breathe();
      if (this.isStopped) break;
    }
    for (const code of codesOf(tally)) this.happened.add(code);
    if (tally.runs > 0) for (const reporter of this.reporters) reporter.onScenario(tally);
  }

  /** Null: an error of ours, told on stderr; the sweep ends. */
  private runSeed(scenario: LoadedScenario, seeds: Seeds, seed: number, tally: Tally): RunRecord | null {
    const { engine, options } = this;
    try {
      const plan = adjusted(scenario.compile(seed), options.bugs, options.checks, options.strictFaults);
      const isNew = (failure: string): boolean => !tally.failures.has(failure);
      const record = oneRun(engine, subjectOf(scenario, plan, seeds), plan, seed, options, isNew);
      tally.add(record);
      return record;
    } catch (error) {
      // A file that cannot be written, say: nothing of ours.
      if (error instanceof BadInput) throw error;
      this.isStopped = true;
      this.happened.add(exitCodes.internalError);
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      const replay = replayCommand({ ...options, file: scenario.file, seed });
      this.io.stderr.write(`internal error: ${text}\n\nto reproduce: ${replay}\n`);
      return null;
    }
  }

  private async breathe(): Promise<void> {
    await this.io.breathe();
    this.lastBreath = this.io.now();
  }
}

function firstOf(seeds: Seeds): number {
  for (const seed of seeds) return seed;
  return 0;
}

/** What of a scenario's runs the exit code has to say. */
export function* codesOf(tally: Tally): Generator<ExitCode> {
  if (tally.diverged > 0) yield exitCodes.notDeterministic;
  if (tally.count('failed') > 0 || tally.isNotCaught) yield exitCodes.failed;
  if (tally.count('missed') + tally.count('outside') + tally.missedRareGoals.length > 0)
    yield exitCodes.goalMissed;
  if (tally.count('inconclusive') > 0 || tally.catching === 'open') yield exitCodes.inconclusive;
}
