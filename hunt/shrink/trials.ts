// Runs candidates and says whether they still fail in the same way; counts what that costs, and stops when the
// budget is used up.

import { run } from '../../sim/run.ts';
import type { Run } from '../../sim/verdict.ts';
import { type Case, planOf } from '../case.ts';
import { type Signature, signatureOf } from '../signature.ts';

export interface Budget {
  /** Runs, at most. */
  readonly runsMax: number;
  /** Events of all runs together, at most. */
  readonly eventsMax: number;
  /** Asked between runs; true: enough. */
  readonly shouldStop: () => boolean;
}

/** Thrown between two runs when there is nothing left to spend. */
export class Spent extends Error {
  override readonly name = 'Spent';
}

/** What one run of a script came to. */
export interface ScriptTrial {
  readonly run: Run;
  /** Positions of the steps that were done, up to what broke. */
  readonly done: readonly number[];
}

type Watch = NonNullable<Parameters<typeof run>[2]>;

export class Trials {
  runs = 0;
  events = 0;
  readonly wanted: Signature;
  /** Whether the bugs that are planted must be to blame: without them, what fails must not. */
  isPlanted = false;
  private readonly budget: Budget;
  /** Of a single run: a candidate that takes much longer than what it was made from is no smaller. */
  private readonly eventsOfRunMax: number;

  constructor(wanted: Signature, eventsOfRunMax: number, budget: Budget) {
    this.wanted = wanted;
    this.eventsOfRunMax = eventsOfRunMax;
    this.budget = budget;
  }

  /** The run, if the same property breaks in it. */
  failing(given: Case): Run | null {
    const found = this.run(given, {});
    if (found === null || !this.isSame(found)) return null;
    return this.isPlanted && this.failsAnyway(given) ? null : found;
  }

  /** The same for a script, of which steps that cannot be done are passed over. */
  failingScript(given: Case): ScriptTrial | null {
    const done: boolean[] = [];
    const found = this.run(given, {
      onScriptStep: (step, problem) => {
        done[step - 1] = problem === null;
      },
    });
    if (found === null || !this.isSame(found)) return null;
    if (this.isPlanted && this.failsAnyway(given)) return null;
    return { run: found, done: done.flatMap((isDone, position) => (isDone ? [position] : [])) };
  }

  /** Whether it fails so without what is planted, and so shows nothing of it. */
  failsAnyway({ scenario, ...rest }: Case): boolean {
    const { bugs: _bugs, ...protocol } = scenario.protocol ?? {};
    const found = this.run(
      { ...rest, bugs: [], scenario: { ...scenario, protocol } },
      { onScriptStep: () => {} },
    );
    return found !== null && this.isSame(found);
  }

  isSame({ verdict }: Run): boolean {
    return signatureOf(verdict)?.property === this.wanted.property;
  }

  /** Null: it is no scenario that could be run. */
  run(given: Case, watch: Watch): Run | null {
    const { budget } = this;
    if (this.runs >= budget.runsMax || this.events >= budget.eventsMax || budget.shouldStop())
      throw new Spent();
    this.runs++;
    try {
      const found = run(planOf(given), given.seed, { stopAtEvent: this.eventsOfRunMax, ...watch });
      this.events += found.events;
      return found;
    } catch {
      // A part that others refer to was left out, or options that only go together were taken apart.
      return null;
    }
  }
}
