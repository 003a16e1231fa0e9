// Many seeds of a scenario from a program, and the smallest scenario that still fails.

import type { Case } from '../hunt/case.ts';
import type { Finding } from '../hunt/finding.ts';
import { Hunt } from '../hunt/hunt.ts';
import { tellingAll } from '../hunt/listener.ts';
import { here } from '../hunt/pool/here.ts';
import { wholeHunt } from '../hunt/shard.ts';
import type { ShrinkOptions, ShrinkResult } from '../hunt/shrink/shrink.ts';
import { shrink as shrinkCase } from '../hunt/shrink/shrink.ts';
import type { Signature } from '../hunt/signature.ts';
import { strategiesThere, strategyFor } from '../hunt/strategies/strategy-for.ts';
import type { StrategyName } from '../hunt/strategy.ts';
import type { Scope } from '../sim/checkers/checker.ts';
import type { Envelope, ProgramKind } from '../sim/program.ts';
import { type LoadedScenario, loadedOnce, type ScenarioGiven } from './loaded-scenario.ts';

export type { Case } from '../hunt/case.ts';
export type { Finding } from '../hunt/finding.ts';
export type { ShrinkOptions, ShrinkResult, ShrinkStep } from '../hunt/shrink/shrink.ts';
export type { Signature } from '../hunt/signature.ts';
export type { StrategyName } from '../hunt/strategy.ts';

export interface HuntOptions<M extends Envelope = Envelope, W = unknown, Image = unknown> {
  /** How many, from 1 on; default 1,000. */
  readonly seeds?: number;
  /** How cases are chosen; default: as the command does. */
  readonly strategy?: StrategyName;
  /** Of the dice of strategies; default 1. */
  readonly masterSeed?: number;
  /** So many different bugs end the hunt; default: none does. */
  readonly bugsMax?: number;
  /** What the nodes host, in place of what the scenario names. */
  readonly program?: ProgramKind<M, W, Image>;
  /** Mutants of the built-in replica to plant. */
  readonly bugs?: readonly string[];
  /** Which checks judge the runs; default: what the scenario asks for. */
  readonly scopes?: readonly Scope[];
}

/** Failures of one signature. */
export interface HuntedBug {
  readonly signature: Signature;
  /** Runs that showed it. */
  readonly count: number;
  /** Lowest first, the first twenty. */
  readonly seeds: readonly number[];
  /** The shortest run that shows it: what `shrink` takes. */
  readonly case: Case;
  readonly verdict: Finding['verdict'];
}

export interface HuntReport {
  readonly runs: number;
  /** Virtual time of all runs, µs. */
  readonly simulated: number;
  /** The most frequent first. */
  readonly bugs: readonly HuntedBug[];
  /** Of all runs: the same as the command prints for the same hunt. */
  readonly digest: string;
}

/**
 * Runs in this thread, letting others have their turn in between; the `whitewater hunt` command uses all cores.
 * Errors: see `loadScenario`.
 */
export async function hunt<M extends Envelope = Envelope, W = unknown, Image = unknown>(
  scenario: ScenarioGiven | LoadedScenario,
  options: HuntOptions<M, W, Image> = {},
): Promise<HuntReport> {
  const loaded = loadedOnce(scenario, options.program);
  const { seeds = 1000, strategy = strategiesThere.at(-1)!, masterSeed = 1 } = options;
  if (!Number.isSafeInteger(seeds) || seeds < 1) throw new RangeError(`${seeds} is no number of seeds`);
  const made = new Hunt({
    scenarios: [
      {
        name: loaded.scenario.name,
        scenario: loaded.scenario,
        seeds: { count: seeds, at: (position) => position + 1 },
      },
    ],
    bugs: options.bugs ?? [],
    scopes: options.scopes ?? null,
    masterSeed,
    shard: wholeHunt,
    strategy: (given, stream, island) => strategyFor(strategy, given, stream, island),
    workers: 1,
    spawn: here([loaded.scenario]),
    wallMs: Number.MAX_SAFE_INTEGER,
    now: () => 0,
    twice: 0,
    bugsMax: options.bugsMax ?? Number.MAX_SAFE_INTEGER,
    known: [],
    listener: tellingAll([]),
  });
  await made.run();
  const [broken] = made.broken;
  if (broken !== undefined) throw new Error(`seed ${broken.given.seed} could not be run: ${broken.error}`);
  const bugs = [...made.tally.bugs.values()].sort((a, b) => b.count - a.count);
  return {
    runs: made.tally.runs,
    simulated: made.tally.scenarios.reduce((sum, each) => sum + each.simulated, 0),
    bugs: bugs.map(({ signature, count, seeds: own, shown }) => ({
      signature,
      count,
      seeds: own,
      case: shown.given,
      verdict: shown.finding.verdict,
    })),
    digest: made.digest,
  };
}

/** The smallest scenario that fails as the case does. Throws where the case does not fail. */
export function shrink(given: Case, options: ShrinkOptions = {}): ShrinkResult {
  return shrinkCase(given, options);
}
