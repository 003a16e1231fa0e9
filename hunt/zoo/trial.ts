// One trial: a strategy hunts one specimen from one master seed, until it is found or the time is over.

import type { Scenario } from '../../scenarios/scenario.ts';
import type { Scope } from '../../sim/checkers/checker.ts';
import type { Case } from '../case.ts';
import type { Finding } from '../finding.ts';
import type { Strategy, StrategyName } from '../strategy.ts';

export interface TrialOrder {
  readonly specimen: string;
  readonly strategy: StrategyName;
  readonly masterSeed: number;
  /** deep: all checks, those inside of servers too. */
  readonly checks: 'end-to-end' | 'deep';
  /** Processor time, ms. */
  readonly limitMs: number;
  /** Whether what is found is then made as small as it gets. */
  readonly shrinks: boolean;
}

export interface TrialResult extends TrialOrder {
  /** What broke; null: not found within the limit. */
  readonly property: string | null;
  readonly runs: number;
  /** Virtual time of all runs, µs. */
  readonly simulated: number;
  readonly spentMs: number;
  /** The case that showed it. */
  readonly found: Case | null;
  /** Lines of the smallest scenario that shows it, and events of its run; null: nobody looked for it. */
  readonly smallest: { readonly lines: number; readonly events: number } | null;
}

export interface TrialTools {
  readonly strategyFor: (
    name: StrategyName,
    given: Omit<Case, 'seed'>,
    stream: string,
    island: number,
  ) => Strategy;
  readonly run: (given: Case, watchesStates: boolean) => { finding: Finding; states: Uint32Array | null };
  /** Processor time of this process, ms. */
  readonly spentMs: () => number;
  readonly shrink: (
    found: Case,
    shouldStop: () => boolean,
  ) => { readonly text: string; readonly events: number };
}

/** Apart from the clock that ends it, the same every time. */
export function tried(
  order: TrialOrder,
  bugs: readonly string[],
  arena: Scenario,
  tools: TrialTools,
): TrialResult {
  const { masterSeed, strategy: name, specimen, limitMs } = order;
  const scopes: readonly Scope[] | null = order.checks === 'deep' ? null : ['end-to-end'];
  const given = { scenario: arena, bugs, scopes, overrides: {} };
  const strategy = tools.strategyFor(name, given, `${masterSeed}/zoo/${specimen}`, theOnlyIsland);
  const start = tools.spentMs();
  let runs = 0;
  let simulated = 0;
  while (true) {
    const proposed = strategy.propose(masterSeed * seedsApart + runs);
    const { finding, states } = tools.run(proposed, strategy.watchesStates);
    strategy.learn(proposed, finding, states);
    runs++;
    simulated += finding.endedAt;
    const spentMs = tools.spentMs() - start;
    const property = finding.signature?.property ?? null;
    if (property !== null) {
      const smallest = order.shrinks ? smallestOf(proposed, tools) : null;
      return { ...order, property, runs, simulated, spentMs, found: proposed, smallest };
    }
    if (spentMs >= limitMs)
      return { ...order, property, runs, simulated, spentMs, found: null, smallest: null };
  }
}

/** A trial is not divided. */
const theOnlyIsland = 0;
/** Seeds of different master seeds never meet. */
const seedsApart = 10_000_000;

/** Processor time for one failure, ms: what a user waits for. */
const shrinkingMs = 30_000;

function smallestOf(found: Case, { shrink, spentMs }: TrialTools): TrialResult['smallest'] {
  const end = spentMs() + shrinkingMs;
  const { text, events } = shrink(found, () => spentMs() >= end);
  return { lines: text.trimEnd().split('\n').length, events };
}
