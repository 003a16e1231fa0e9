// Counts of one scenario's runs, and the first failing seed of each kind.

import type { GoalReport } from '../sim/verdict.ts';
import { failureName, type Outcome, type RunRecord, type Subject } from './record.ts';

/** Seeds remembered for each kind of failure; more are only counted. */
const seedsMax = 1000;

export interface Failures {
  readonly name: string;
  /** The first run that failed so, with its trace where one was taken. */
  readonly first: RunRecord;
  /** In order, the first one included. */
  readonly seeds: number[];
  count: number;
}

/** A goal that one run of so many has to reach. */
export interface RareGoal {
  readonly name: string;
  readonly perSeeds: number;
  hits: number;
  /** Runs that could tell. */
  runs: number;
}

/** open: too few runs for anybody to say. */
export type Standing = 'met' | 'open' | 'missed';

export interface Counted {
  readonly events: number;
  /** Virtual time, µs. */
  readonly simulated: number;
  readonly outcomes: readonly (readonly [Outcome, number])[];
}

export class Tally {
  readonly subject: Subject;
  readonly failures: Map<string, Failures> = new Map();
  readonly rareGoals: Map<string, RareGoal> = new Map();
  private readonly outcomes: Map<Outcome, number> = new Map();
  runs = 0;
  diverged = 0;
  events = 0;
  /** Virtual time, µs. */
  simulated = 0;
  /** Wall-clock time, ms. */
  elapsedMs = 0;
  private firstCaught: RunRecord | null = null;
  /** The how many-th run caught the planted bug first; 0 = none. */
  private caughtBy = 0;

  constructor(subject: Subject) {
    this.subject = subject;
  }

  add(record: RunRecord): void {
    this.runs++;
    this.events += record.run.events;
    this.simulated += record.run.endedAt;
    this.outcomes.set(record.outcome, this.count(record.outcome) + 1);
    if (record.divergence !== null) this.diverged++;
    if (record.outcome === 'caught') this.noteCaught(record);
    for (const goal of record.run.goals) this.noteGoal(goal);
    const name = failureName(record);
    if (name !== null) countFailure(this.failures, name, record);
  }

  /** Runs that went the same way, of which one is known whole; what they took is for `addCounted` to say. */
  addOften(record: RunRecord, count: number, seeds: readonly number[]): void {
    this.runs += count;
    this.outcomes.set(record.outcome, this.count(record.outcome) + count);
    if (record.outcome === 'caught') this.noteCaught(record);
    const name = failureName(record);
    if (name === null) return;
    const known = this.failures.get(name);
    if (known === undefined) {
      const others = seeds.filter((seed) => seed !== record.run.seed);
      this.failures.set(name, { name, first: record, seeds: [record.run.seed, ...others], count });
      return;
    }
    known.count += count;
    known.seeds.push(...seeds);
  }

  /** Runs of which nothing but this is known; `events` and `simulated` are of those added otherwise too. */
  addCounted({ events, simulated, outcomes }: Counted): void {
    this.events += events;
    this.simulated += simulated;
    for (const [outcome, count] of outcomes) {
      this.runs += count;
      this.outcomes.set(outcome, this.count(outcome) + count);
    }
  }

  count(outcome: Outcome): number {
    return this.outcomes.get(outcome) ?? 0;
  }

  get caught(): RunRecord | null {
    return this.firstCaught;
  }

  /** What became of a planted bug, or of whatever else must fail; null: nothing must. */
  get catching(): Standing | null {
    const { fails, failsWithin } = this.subject;
    if (fails === null || this.runs === 0) return null;
    if (this.caughtBy > 0 && (failsWithin === 0 || this.caughtBy <= failsWithin)) return 'met';
    return failsWithin > this.runs ? 'open' : 'missed';
  }

  /** What must fail did in none of the seeds, or too late. */
  get isNotCaught(): boolean {
    return this.catching === 'missed';
  }

  get missedRareGoals(): readonly RareGoal[] {
    return [...this.rareGoals.values()].filter((goal) => rareStanding(goal) === 'missed');
  }

  /** Nothing unexpected in any run. */
  get isGood(): boolean {
    const outcomes: readonly Outcome[] = ['failed', 'missed', 'outside', 'inconclusive'];
    const bad = outcomes.reduce((sum, outcome) => sum + this.count(outcome), this.diverged);
    const isCaught = this.catching === null || this.catching === 'met';
    return bad === 0 && isCaught && this.missedRareGoals.length === 0;
  }

  private noteCaught(record: RunRecord): void {
    if (this.firstCaught !== null) return;
    this.firstCaught = record;
    this.caughtBy = this.runs;
  }

  private noteGoal({ name, perSeeds, status }: GoalReport): void {
    if (perSeeds === undefined || status === 'not-judged') return;
    const goal = this.rareGoals.get(name) ?? { name, perSeeds, hits: 0, runs: 0 };
    goal.runs++;
    if (status === 'reached') goal.hits++;
    this.rareGoals.set(name, goal);
  }
}

/** One more run that failed under this name. */
export function countFailure(failures: Map<string, Failures>, name: string, record: RunRecord): void {
  const known = failures.get(name);
  if (known === undefined) {
    failures.set(name, { name, first: record, seeds: [record.run.seed], count: 1 });
    return;
  }
  known.count++;
  if (known.seeds.length < seedsMax) known.seeds.push(record.run.seed);
}

/** As many hits are asked as the runs make whole times `perSeeds`. */
export function rareStanding({ hits, runs, perSeeds }: RareGoal): Standing {
  if (hits < Math.floor(runs / perSeeds)) return 'missed';
  return hits > 0 ? 'met' : 'open';
}
