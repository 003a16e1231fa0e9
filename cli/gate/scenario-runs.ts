// The scenarios of the gate, in turns, so that no budget starves one: seed 1 of each, then seed 2 of each, and so on.
// A share of the runs is made twice.

import { runInNames } from '../../reports/node-names.ts';
import { outcomeOf, type RunRecord } from '../../reports/record.ts';
import { Tally } from '../../reports/tally.ts';
import type { Run } from '../../sim/verdict.ts';
import { subjectOf } from '../adjust.ts';
import type { Engine, LoadedScenario } from '../engine.ts';
import { replayCommand } from '../replay.ts';
import { Seeds } from '../seeds.ts';
import type { Budget } from './part.ts';

/** One run of so many is made twice. */
const twiceEvery = 5;

export interface GoalCount {
  readonly scenario: string;
  readonly name: string;
  hits: number;
  runs: number;
}

export class ScenarioRuns {
  readonly tallies: readonly Tally[];
  readonly goals: Map<string, GoalCount> = new Map();
  /** Runs made twice, and replay commands of those that differed. */
  repeated = 0;
  readonly diverged: string[] = [];
  runs = 0;
  private readonly scenarios: readonly LoadedScenario[];
  private readonly engine: Engine;

  constructor(scenarios: readonly LoadedScenario[], engine: Engine) {
    this.scenarios = scenarios;
    this.engine = engine;
    this.tallies = scenarios.map((scenario) => {
      const seeds = seedsOf(scenario);
      return new Tally(subjectOf(scenario, scenario.compile(scenario.seed ?? 1), seeds));
    });
  }

  /** How many seeds the files ask for, of all. */
  get planned(): number {
    return this.tallies.reduce((sum, { subject }) => sum + subject.runs, 0);
  }

  async run(budget: Budget): Promise<void> {
    const most = Math.max(0, ...this.tallies.map(({ subject }) => subject.runs));
    for (let turn = 0; turn < most; turn++) {
      for (const [position, scenario] of this.scenarios.entries()) {
        const tally = this.tallies[position]!;
        if (turn >= tally.subject.runs) continue;
        if (budget.isOver) return;
        this.one(scenario, tally, scenario.seed ?? turn + 1, (turn + position) % twiceEvery === 0);
        await budget.breathe();
      }
    }
  }

  private one(scenario: LoadedScenario, tally: Tally, seed: number, isTwice: boolean): void {
    const plan = scenario.compile(seed);
    const run = this.engine.run(plan, seed);
    this.runs++;
    const subject = subjectOf(scenario, plan, Seeds.one(seed));
    const replay = replayCommand({
      file: scenario.file,
      seed,
      bugs: [],
      checks: null,
      assignments: scenario.variant ?? [],
    });
    const record: RunRecord = {
      subject,
      run: runInNames(run, plan.names),
      outcome: outcomeOf(run.verdict, subject.fails),
      tail: null,
      replay,
      divergence: null,
    };
    tally.add(record);
    this.noteGoals(tally.subject.scenario, run);
    if (!isTwice) return;
    this.repeated++;
    this.runs++;
    const again = this.engine.run(plan, seed);
    if (again.digest === run.digest && JSON.stringify(again.verdict) === JSON.stringify(run.verdict)) return;
    this.diverged.push(`${replay} --check-determinism`);
  }

  private noteGoals(scenario: string, { goals }: Run): void {
    for (const { kind, name, status } of goals) {
      if (kind !== 'sometimes' || status === 'not-judged') continue;
      const key = `${scenario}\n${name}`;
      const goal = this.goals.get(key) ?? { scenario, name, hits: 0, runs: 0 };
      goal.runs++;
      if (status === 'reached') goal.hits++;
      this.goals.set(key, goal);
    }
  }
}

function seedsOf({ seed, seeds }: LoadedScenario): Seeds {
  return seed === undefined ? Seeds.upTo(seeds) : Seeds.one(seed);
}
