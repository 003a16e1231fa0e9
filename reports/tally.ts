// Counts of one scenario's runs, and the first failing seed of each kind.

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

export class Tally {
  readonly subject: Subject;
  readonly failures: Map<string, Failures> = new Map();
  private readonly outcomes: Map<Outcome, number> = new Map();
  runs = 0;
  diverged = 0;
  events = 0;
  /** Virtual time, µs. */
  simulated = 0;
  /** Wall-clock time, ms. */
  elapsedMs = 0;
  private firstCaught: RunRecord | null = null;

  constructor(subject: Subject) {
    this.subject = subject;
  }

  add(record: RunRecord): void {
    this.runs++;
    this.events += record.run.events;
    this.simulated += record.run.endedAt;
    this.outcomes.set(record.outcome, this.count(record.outcome) + 1);
    if (record.divergence !== null) this.diverged++;
    if (record.outcome === 'caught') this.firstCaught ??= record;
    const name = failureName(record);
    if (name !== null) countFailure(this.failures, name, record);
  }

  count(outcome: Outcome): number {
    return this.outcomes.get(outcome) ?? 0;
  }

  get caught(): RunRecord | null {
    return this.firstCaught;
  }

  /** A planted bug that none of the seeds showed. */
  get isNotCaught(): boolean {
    return this.subject.fails !== null && this.runs > 0 && this.count('caught') === 0;
  }

  /** Nothing unexpected in any run. */
  get isGood(): boolean {
    const outcomes: readonly Outcome[] = ['failed', 'missed', 'outside', 'inconclusive'];
    const bad = outcomes.reduce((sum, outcome) => sum + this.count(outcome), this.diverged);
    return bad === 0 && !this.isNotCaught;
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
