// The smallest failing case so far, and the attempts at a smaller one.

import type { Scenario } from '../../scenarios/scenario.ts';
import type { Run } from '../../sim/verdict.ts';
import type { Case } from '../case.ts';
import type { Trials } from './trials.ts';

const witnesses: readonly number[] = [21, 22, 23, 24, 25];

export class Search {
  best: Case;
  run: Run;
  readonly trials: Trials;
  /** Seeds that stand in where the case's own one does not show the failure any more. */
  private readonly others: readonly number[];

  constructor(best: Case, run: Run, trials: Trials, others: readonly number[]) {
    this.best = best;
    this.run = run;
    this.trials = trials;
    this.others = others;
  }

  get scenario(): Scenario {
    return this.best.scenario;
  }

  /** How many of `witnesses` must fail with whatever is accepted; null: one seed is enough. */
  private share: number | null = null;

  /** From here on what is accepted fails under as many seeds as what it takes the place of. */
  keepShare(): void {
    this.share = this.shareOf(this.best, 0);
  }

  private shareOf(given: Case, enough: number): number {
    let failing = 0;
    for (const [position, seed] of witnesses.entries()) {
      if (this.trials.failing({ ...given, seed }) !== null) failing++;
      if (failing + witnesses.length - position - 1 < enough) return failing;
    }
    return failing;
  }

  /** Whether this scenario fails too, under the present seed or another: it is the best one then. */
  accept(scenario: Scenario, others: readonly number[] = this.others): boolean {
    for (const seed of this.share === null ? [this.best.seed, ...others] : [this.best.seed]) {
      const candidate = { ...this.best, scenario, seed };
      const run = this.trials.failing(candidate);
      if (run === null) continue;
      if (this.share !== null) {
        const share = this.shareOf(candidate, this.share);
        if (share < this.share) continue;
        this.share = share;
      }
      this.best = candidate;
      this.run = run;
      return true;
    }
    return false;
  }

  /** Puts what is known to fail in place of the best one. */
  adopt(best: Case, run: Run): void {
    this.best = best;
    this.run = run;
  }
}
