// The result of a hunt as records and counts, so that every format of `run` can tell it: a record for each bug, of the
// run that shows it; all other runs are only counted.

import type { BugResult, HuntResult, ScenarioResult } from '../../hunt/result.ts';
import { type Outcome, outcomeOf, type RunRecord, type Subject } from '../../reports/record.ts';
import type { Reporter } from '../../reports/reporter.ts';
import { Tally } from '../../reports/tally.ts';
import type { Run } from '../../sim/verdict.ts';

/** Tells reporters everything but the end. */
export function tellHunt(result: HuntResult, reporters: readonly Reporter[]): void {
  const { scenarios, subject } = result;
  const subjects = scenarios.map((scenario) => subjectOf(scenario, result));
  const runs = scenarios.reduce((sum, scenario) => sum + scenario.runs, 0);
  for (const reporter of reporters) reporter.begin({ version: subject.build.version, subjects, runs });
  for (const [position, scenario] of scenarios.entries()) {
    const bugs = result.bugs.filter((bug) => bug.scenario === scenario.name);
    const records = bugs.map((bug) => ({ bug, record: recordOf(bug, subjects[position]!) }));
    for (const { record } of records) for (const reporter of reporters) reporter.onRun(record);
    const tally = tallyOf(scenario, subjects[position]!, records, isWhole(result));
    if (tally.runs > 0) for (const reporter of reporters) reporter.onScenario(tally);
  }
}

function isWhole({ shards, isInterrupted }: HuntResult): boolean {
  return !isInterrupted && shards.length === shards[0]?.of;
}

function subjectOf({ name, file, runs, fails }: ScenarioResult, { subject }: HuntResult): Subject {
  return {
    file,
    scenario: name,
    names: [],
    clients: 0,
    chaos: 0,
    settle: 0,
    fails,
    failsWithin: 0,
    bugs: subject.bugs,
    picked: {},
    seeds: subject.seeds,
    runs,
  };
}

function recordOf({ scenario, shown, replay }: BugResult, subject: Subject): RunRecord {
  const { verdict, digest, events, endedAt } = shown.finding;
  const run: Run = {
    scenario,
    seed: shown.seed,
    verdict,
    digest,
    events,
    endedAt,
    nodes: 0,
    clients: 0,
    properties: [],
    goals: [],
    statistics: nothingCounted,
  };
  return { subject, run, outcome: outcomeOf(verdict, subject.fails), tail: null, replay, divergence: null };
}

/** A hunt keeps no counts of its single runs. */
const nothingCounted: Run['statistics'] = {
  elections: 0,
  terms: 0,
  commits: 0,
  operations: { invoked: 0, ok: 0, unknown: 0, failed: 0 },
  messages: { sent: 0, delivered: 0, lost: 0, cut: 0, duplicated: 0, corrupted: 0, undeliverable: 0 },
  crashes: 0,
  restarts: 0,
  damaged: 0,
  faults: { injected: 0, skipped: 0 },
};

interface Shown {
  readonly bug: BugResult;
  readonly record: RunRecord;
}

/** Goals count over the whole hunt: one hit in all of it is asked. */
function tallyOf(
  { runs, events, simulated, verdicts, goals }: ScenarioResult,
  subject: Subject,
  shown: readonly Shown[],
  isWholeHunt: boolean,
): Tally {
  const tally = new Tally(subject);
  for (const { bug, record } of shown) tally.addOften(record, bug.count, bug.seeds);
  const told = shown.reduce((sum, { bug }) => sum + bug.count, 0);
  const toldOpen = shown
    .filter(({ record }) => record.outcome === 'inconclusive')
    .reduce((sum, { bug }) => sum + bug.count, 0);
  const open = Math.max(0, (verdicts['inconclusive'] ?? 0) - toldOpen);
  const rest: readonly (readonly [Outcome, number])[] = [
    ['inconclusive', open],
    ['passed', Math.max(0, runs - told - open)],
  ];
  tally.addCounted({ events, simulated, outcomes: rest });
  for (const [name, hits] of Object.entries(goals)) {
    // Where parts are missing a goal may have been reached in one of them.
    const perSeeds = isWholeHunt ? Math.max(1, runs) : runs + 1;
    tally.rareGoals.set(name, { name, perSeeds, hits, runs });
  }
  return tally;
}
