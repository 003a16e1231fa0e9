// From a hunt that is over to its result, and from the result to the exit code.

import type { Finding } from '../../hunt/finding.ts';
import type { Hunt } from '../../hunt/hunt.ts';
import {
  type BugResult,
  byCount,
  type HuntResult,
  type HuntSubject,
  resultFormat,
  resultVersion,
} from '../../hunt/result.ts';
import type { FoundBug } from '../../hunt/tally.ts';
import { brokenSentence } from '../../reports/failure.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Keeper } from './keeper.ts';
import type { HuntSettings } from './settings.ts';
import type { NamedScenario } from './subject.ts';

/** More scenarios than these have no room for what strategies say. */
const summariesMax = 3;

export interface HuntEnd {
  readonly subject: HuntSubject;
  readonly settings: HuntSettings;
  readonly named: readonly NamedScenario[];
  readonly keeper: Keeper;
  readonly elapsedMs: number;
  readonly isInterrupted: boolean;
  replay(bug: FoundBug, folder: string | null): string;
}

export function resultOf(hunt: Hunt, end: HuntEnd): HuntResult {
  const { subject, settings, named, keeper, elapsedMs, isInterrupted } = end;
  const { tally } = hunt;
  return {
    format: resultFormat,
    version: resultVersion,
    subject,
    shards: [settings.shard],
    scenarios: tally.scenarios.map(({ name, runs, events, simulated, verdicts, goals }, position) => ({
      name,
      file: named[position]!.file,
      runs,
      events,
      simulated,
      verdicts: Object.fromEntries(verdicts),
      goals: Object.fromEntries(goals),
      fails: named[position]!.scenario.expect?.fails?.property ?? null,
    })),
    bugs: [...tally.bugs.values()].map((bug) => bugResult(bug, end)).sort(byCount),
    known: hunt.known,
    divergences: [
      ...hunt.divergences.map(({ scenario, given, digests }) => ({ scenario, seed: given.seed, digests })),
      ...keeper.diverged.map(({ given, digests }) => ({
        scenario: given.scenario.name,
        seed: given.seed,
        digests,
      })),
    ],
    broken: hunt.broken.map(({ scenario, given, error }) => ({ scenario, seed: given.seed, error })),
    repeated: hunt.repeated,
    islands: hunt.standings,
    digest: hunt.digest,
    notes: [...(named.length > summariesMax ? [] : hunt.summaries), ...hunt.risk.lines()],
    workers: settings.workers,
    made: hunt.made,
    elapsedMs: Math.round(elapsedMs),
    workedMs: Math.round(hunt.workedMs),
    isComplete: tally.runs === hunt.total,
    isInterrupted,
  };
}

function bugResult(bug: FoundBug, { named, keeper, replay }: HuntEnd): BugResult {
  const { scenario, signature, count, seeds, shown } = bug;
  const origin = named.find(({ name }) => name === scenario)!.scenario;
  const folder = keeper.folderOf(bug);
  return {
    scenario,
    signature,
    count,
    seeds,
    shown: { seed: shown.given.seed, finding: shown.finding },
    message: messageOf(shown.finding),
    isExpected: origin.expect?.fails?.property === signature.property,
    folder,
    replay: replay(bug, folder),
    shrunk: keeper.shrunkOf(bug),
  };
}

function messageOf({ verdict }: Finding): string {
  return verdict.kind === 'inconclusive' ? verdict.reason : brokenSentence(verdict);
}

/** What of it decides about the exit code. */
export function* codesOfResult(result: HuntResult): Generator<ExitCode> {
  if (result.isInterrupted) yield exitCodes.interrupted;
  if (result.broken.length > 0) yield exitCodes.internalError;
  if (result.divergences.length > 0) yield exitCodes.notDeterministic;
  for (const { isExpected, shown } of result.bugs) {
    if (isExpected) continue;
    yield shown.finding.verdict.kind === 'inconclusive' ? exitCodes.inconclusive : exitCodes.failed;
  }
  if (result.known.some(({ standing }) => standing !== 'no-longer-failing')) yield exitCodes.failed;
  if (countOf(result, 'inconclusive') > 0) yield exitCodes.inconclusive;
  if (!isWhole(result)) return;
  if (notCaught(result).length > 0) yield exitCodes.failed;
  if (neverReached(result).length > 0) yield exitCodes.goalMissed;
  const isAsItStands = result.subject.strategies.every((name) => name === 'random');
  if (isAsItStands && countOf(result, 'outside') > 0) yield exitCodes.goalMissed;
}

/** What is missing may be in another shard, or would have come yet. */
function isWhole({ isInterrupted, shards }: HuntResult): boolean {
  return !isInterrupted && shards.length === shards[0]!.of;
}

export function countOf({ scenarios }: HuntResult, kind: string): number {
  return scenarios.reduce((sum, { verdicts }) => sum + (verdicts[kind] ?? 0), 0);
}

export function neverReached({ scenarios }: HuntResult): readonly string[] {
  return scenarios.flatMap(({ name, goals }) =>
    Object.entries(goals)
      .filter(([, hits]) => hits === 0)
      .map(([goal]) => `${name}: ${goal}`),
  );
}

/** Scenarios whose planted bug broke nothing that it should. */
export function notCaught({ scenarios, bugs }: HuntResult): readonly string[] {
  return scenarios
    .filter(
      ({ name, fails }) => fails !== null && !bugs.some((bug) => bug.scenario === name && bug.isExpected),
    )
    .map(({ name, fails }) => `${name}: ${fails}`);
}
