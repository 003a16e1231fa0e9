// The smallest failing case so far, and the attempts at a smaller one.

import type { Scenario } from '../../scenarios/scenario.ts';
import type { Run } from '../../sim/verdict.ts';
import type { Case } from '../case.ts';
import type { Trials } from './trials.ts';

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

  /** Whether this scenario fails too, under the present seed or another: it is the best one then. */
  accept(scenario: Scenario): boolean {
    for (const seed of [this.best.seed, ...this.others]) {
      const candidate = { ...this.best, scenario, seed };
      const run = this.trials.failing(candidate);
      if (run === null) continue;
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
