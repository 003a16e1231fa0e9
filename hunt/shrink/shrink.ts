// From a failing case to the smallest scenario that fails in the same way: large reductions first, then a script
// of what is left, then the script's own steps, one by one. The same case gives the same result.

import { brokenSentence } from '../../reports/failure.ts';
import { runInNames } from '../../reports/node-names.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import { run } from '../../sim/run.ts';
import type { Run } from '../../sim/verdict.ts';
import { type Case, planOf } from '../case.ts';
import { type Signature, signatureOf } from '../signature.ts';
import { type Account, accountOf } from './account.ts';
import { laterBegin } from './begin.ts';
import { type Pass, scenarioPasses } from './coarse.ts';
import { expectOnly } from './expect-only.ts';
import { fewerKeys } from './fewer-keys.ts';
import { fewerNodes } from './fewer-nodes.ts';
import { fewerSteps } from './fewer-steps.ts';
import { intoScript } from './into-script.ts';
import { mergedDeliveries } from './merged.ts';
import { type Proof, proofOf } from './minimal.ts';
import { plainerSteps } from './plainer.ts';
import { reproText } from './repro.ts';
import { Search } from './search.ts';
import { steadier } from './steady.ts';
import { Spent, Trials } from './trials.ts';
import { waitInstead } from './waits.ts';

export interface ShrinkOptions {
  /** Runs, at most. Default: 20,000. */
  readonly runsMax?: number;
  /** Events of all runs together, at most. Default: 50 million. */
  readonly eventsMax?: number;
  /** Asked between runs; true ends the search with what there is. */
  readonly shouldStop?: () => boolean;
  /** Told of each reduction that came to something. */
  readonly onStep?: (step: ShrinkStep) => void;
  /** Whether the number of servers stays. */
  readonly keepNodes?: boolean;
}

export interface ShrinkStep {
  readonly what: string;
  /** Of the smallest failing run so far. */
  readonly events: number;
  /** Of this reduction. */
  readonly runs: number;
}

export interface ShrinkResult {
  readonly case: Case;
  readonly run: Run;
  readonly signature: Signature;
  /** The scenario as a file: plain, commented, without a seed where it needs none. */
  readonly text: string;
  readonly steps: readonly ShrinkStep[];
  /** Runs made, and events of all of them. */
  readonly runs: number;
  readonly events: number;
  /** Null: the budget was used up before it could be shown. */
  readonly proof: Proof | null;
  readonly account: Account;
}

/** Seeds that may stand in for the case's own one on the way. */
const otherSeeds: readonly number[] = [1, 2, 3];

/** Throws where the case does not fail. */
export function shrink(given: Case, options: ShrinkOptions = {}): ShrinkResult {
  const shrinking = shrinkingOf(given, options);
  for (;;) {
    const next = shrinking.next();
    if (next.done === true) return next.value;
    options.onStep?.(next.value);
  }
}

/** The same in steps, so that whoever shrinks can look up in between. */
export function* shrinkingOf(given: Case, options: ShrinkOptions = {}): Generator<ShrinkStep, ShrinkResult> {
  const original = run(planOf(given), given.seed);
  const signature = signatureOf(original.verdict);
  if (signature === null) throw new Error(`the case does not fail: it ${original.verdict.kind}`);
  const { runsMax = 20_000, eventsMax = 50_000_000, shouldStop = () => false, keepNodes = false } = options;
  const trials = new Trials(signature, original.events * 3 + 10_000, { runsMax, eventsMax, shouldStop });
  const search = new Search(withBugs(given), original, trials, otherSeeds);
  const steps: ShrinkStep[] = [];
  let proof: Proof | null = null;
  let account: Account = { needed: [], notNeeded: [], free: [] };
  try {
    trials.isPlanted = hasBugs(search.scenario) && !trials.failsAnyway(search.best);
    if (original.verdict.kind === 'stalled') search.keepShare();
    for (const passes of [scenarioPasses(keepNodes), [byHand, steadily], scriptPasses(keepNodes)]) {
      for (const [what, reduce] of passes) {
        const before = trials.runs;
        if (!reduce(search)) continue;
        const step = { what, events: search.run.events, runs: trials.runs - before };
        steps.push(step);
        yield step;
      }
    }
    proof = proofOf(search);
    account = accountOf(search, finished(search, signature, given.scenario.name), original, given);
  } catch (error) {
    if (!(error instanceof Spent)) throw error;
  }
  const named = finished(search, signature, given.scenario.name);
  const last = run(planOf(named), named.seed);
  return {
    case: named,
    run: last,
    signature,
    text: reproText(named, headOf(search, original, given, trials.runs)),
    steps,
    runs: trials.runs,
    events: trials.events,
    proof,
    account,
  };
}

const byHand: Pass = ['as a script: only what matters, by hand', intoScript];

/** Where that cannot be. */
const steadily: Pass = [
  'less left to chance',
  (search) => search.scenario.script === undefined && steadier(search),
];

function scriptPasses(keepNodes: boolean): readonly Pass[] {
  const passes: readonly Pass[] = [
    ['fewer steps', fewerSteps],
    ...(keepNodes ? [] : [['fewer servers', fewerNodes] as Pass]),
    ['fewer settings', fewerKeys],
    ['a wait in place of steps', waitInstead],
    ['fewer steps', fewerSteps],
    ['plainer steps', plainerSteps],
    ['begin later', laterBegin],
    ['fewer steps', fewerSteps],
    ['several deliveries as one', mergedDeliveries],
    ['fewer steps', fewerSteps],
    ['fewer settings', fewerKeys],
  ];
  return passes.map(([what, reduce]) => [
    what,
    (search) => search.scenario.script !== undefined && reduce(search),
  ]);
}

/** What is planted beside the scenario belongs into it, so that it can stand alone. */
function withBugs({ scenario, bugs, ...rest }: Case): Case {
  const all = [...new Set([...(scenario.protocol?.bugs ?? []), ...bugs])];
  const protocol = all.length === 0 ? {} : { protocol: { ...scenario.protocol, bugs: all } };
  return { ...rest, bugs: [], scenario: { ...scenario, ...protocol } };
}

function hasBugs({ protocol }: Scenario): boolean {
  return (protocol?.bugs ?? []).length > 0;
}

function finished(search: Search, signature: Signature, from: string): Case {
  const { best } = search;
  const { tags: _tags, run: _run, network, ...rest } = expectOnly(best.scenario, search.run);
  const isScript = rest.script !== undefined;
  const planted = hasBugs(best.scenario) && search.run.verdict.kind !== 'crashed';
  const expect = planted ? { ...rest.expect, fails: { property: signature.property } } : rest.expect;
  const scenario: Scenario = {
    ...rest,
    name: `${from}-${signature.id}`,
    description: sentenceOf(search),
    ...(network === undefined ? {} : { network }),
    ...(isScript ? {} : { run: withoutSeeds(best.scenario.run ?? {}) }),
    ...(expect === undefined ? {} : { expect }),
  };
  return { ...best, scenario };
}

/** How many seeds a sweep takes is no part of a failure. */
function withoutSeeds({ seeds: _seeds, ...run }: NonNullable<Scenario['run']>): NonNullable<Scenario['run']> {
  return run;
}

function sentenceOf(search: Search): string {
  const { names } = planOf(search.best);
  const sentence = brokenSentence(runInNames(search.run, names).verdict);
  return sentence.length > 140 ? `${sentence.slice(0, 139)}…` : sentence;
}

function headOf(search: Search, original: Run, given: Case, runs: number): readonly string[] {
  const size = `${count(original.events)} → ${count(search.run.events)} events, ${count(runs)} runs`;
  return [`Shrunk by whitewater from ${given.scenario.name}, seed ${given.seed}: ${size}.`];
}

function count(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}
