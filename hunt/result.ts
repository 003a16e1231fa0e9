// What a hunt came to, as plain data: for reports, for programs, and to be merged with the results of its other shards.

import type { Finding } from './finding.ts';
import { huntDigest, type IslandStanding } from './island.ts';
import type { Shard } from './shard.ts';
import type { Signature } from './signature.ts';
import type { Build } from './store/build.ts';

export const resultFormat = 'whitewater-hunt';
export const resultVersion = 1;

/** What was hunted: two results of one subject are parts of one hunt. */
export interface HuntSubject {
  readonly build: Build;
  readonly scenarios: readonly { readonly name: string; readonly hash: string }[];
  /** `1..500,900` */
  readonly seeds: string;
  readonly strategies: readonly string[];
  readonly masterSeed: number;
  readonly bugs: readonly string[];
  readonly scopes: readonly string[] | null;
  /** Share of the cases that is run twice. */
  readonly twice: number;
}

export interface ScenarioResult {
  readonly name: string;
  readonly file: string;
  readonly runs: number;
  readonly events: number;
  /** Virtual time, µs. */
  readonly simulated: number;
  /** Runs, by kind of verdict. */
  readonly verdicts: { readonly [kind: string]: number };
  /** Runs that reached it, by goal. */
  readonly goals: { readonly [goal: string]: number };
  /** The property that a planted bug should break; null: none may. */
  readonly fails: string | null;
}

export interface BugResult {
  readonly scenario: string;
  readonly signature: Signature;
  readonly count: number;
  /** Lowest first, not all of them where there are many. */
  readonly seeds: readonly number[];
  /** The shortest run that shows it. */
  readonly shown: { readonly seed: number; readonly finding: Finding };
  /** What broke, in a sentence. */
  readonly message: string;
  /** It is what the scenario's own bug should break. */
  readonly isExpected: boolean;
  /** Where it is kept; null: nowhere. */
  readonly folder: string | null;
  /** The command that shows it. */
  readonly replay: string;
  /** What shrinking came to; null: it was not shrunk. */
  readonly shrunk: { readonly events: number; readonly from: number } | null;
}

/** A bug of an earlier hunt, tried again. */
export interface KnownResult {
  readonly folder: string;
  readonly property: string;
  readonly standing: 'still-failing' | 'fails-otherwise' | 'no-longer-failing';
}

export interface HuntResult {
  readonly format: typeof resultFormat;
  readonly version: typeof resultVersion;
  readonly subject: HuntSubject;
  readonly shards: readonly Shard[];
  readonly scenarios: readonly ScenarioResult[];
  readonly bugs: readonly BugResult[];
  readonly known: readonly KnownResult[];
  readonly divergences: readonly {
    readonly scenario: string;
    readonly seed: number;
    readonly digests: readonly [string, string];
  }[];
  /** Cases that could not be run: mistakes of ours. */
  readonly broken: readonly { readonly scenario: string; readonly seed: number; readonly error: string }[];
  /** Cases run twice. */
  readonly repeated: number;
  readonly islands: readonly IslandStanding[];
  /** Of all runs; the same for the same hunt. */
  readonly digest: string;
  /** What strategies say of themselves, and what all of it proves. */
  readonly notes: readonly string[];
  readonly workers: number;
  /** Runs that this process made, without those of the one that it resumed. */
  readonly made: number;
  /** Wall clock, ms. */
  readonly elapsedMs: number;
  /** What all workers together spent on runs, ms. */
  readonly workedMs: number;
  /** False: seeds are left over. */
  readonly isComplete: boolean;
  readonly isInterrupted: boolean;
}

/** Of one subject each; the shards of one hunt, or hunts of which none was whole. */
export function mergedResult(results: readonly HuntResult[]): HuntResult {
  const first = results[0]!;
  const islands = results.flatMap((each) => each.islands);
  const sum = (of: (result: HuntResult) => number): number =>
    results.reduce((total, each) => total + of(each), 0);
  return {
    ...first,
    shards: results.flatMap((each) => each.shards),
    scenarios: first.scenarios.map((_, position) =>
      mergedScenario(results.map((each) => each.scenarios[position]!)),
    ),
    bugs: mergedBugs(results.flatMap((each) => each.bugs)),
    known: results.flatMap((each) => each.known),
    divergences: results.flatMap((each) => each.divergences),
    broken: results.flatMap((each) => each.broken),
    repeated: sum((each) => each.repeated),
    islands,
    digest: huntDigest(islands),
    // Estimates of parts do not add up to one of the whole.
    notes: results.length === 1 ? first.notes : [],
    made: sum((each) => each.made),
    workers: sum((each) => each.workers),
    elapsedMs: Math.max(...results.map((each) => each.elapsedMs)),
    workedMs: sum((each) => each.workedMs),
    isComplete: results.every((each) => each.isComplete),
    isInterrupted: results.some((each) => each.isInterrupted),
  };
}

function mergedScenario(parts: readonly ScenarioResult[]): ScenarioResult {
  const sum = (of: (part: ScenarioResult) => number): number =>
    parts.reduce((total, part) => total + of(part), 0);
  return {
    ...parts[0]!,
    runs: sum((part) => part.runs),
    events: sum((part) => part.events),
    simulated: sum((part) => part.simulated),
    verdicts: added(parts.map((part) => part.verdicts)),
    goals: added(parts.map((part) => part.goals)),
  };
}

function added(counts: readonly { readonly [name: string]: number }[]): { readonly [name: string]: number } {
  const sums: { [name: string]: number } = {};
  for (const [name, count] of counts.flatMap((each) => Object.entries(each)))
    sums[name] = (sums[name] ?? 0) + count;
  return sums;
}

const seedsMax = 20;

function mergedBugs(bugs: readonly BugResult[]): readonly BugResult[] {
  const merged = new Map<string, BugResult>();
  for (const bug of bugs) {
    const key = `${bug.scenario}\n${bug.signature.property}\n${bug.signature.shape}`;
    const known = merged.get(key);
    merged.set(key, known === undefined ? bug : mergedBug(known, bug));
  }
  return [...merged.values()].sort(byCount);
}

function mergedBug(one: BugResult, other: BugResult): BugResult {
  const better = isBetterShown(other, one) ? other : one;
  const seeds = [...new Set([...one.seeds, ...other.seeds])].sort((a, b) => a - b).slice(0, seedsMax);
  return { ...better, count: one.count + other.count, seeds };
}

function isBetterShown({ shown: one }: BugResult, { shown: other }: BugResult): boolean {
  const fewer = one.finding.events - other.finding.events;
  return fewer < 0 || (fewer === 0 && one.seed < other.seed);
}

/** Those that were found most often first. */
export function byCount(a: BugResult, b: BugResult): number {
  const name = ({ scenario, signature }: BugResult): string =>
    `${scenario} ${signature.id} ${signature.shape}`;
  return b.count - a.count || (name(a) < name(b) ? -1 : 1);
}
