// One thing to try: everything a run needs, as plain data that can cross to another thread, into a file and back.

import { compileScenario } from '../scenarios/compile.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { Scope } from '../sim/checkers/checker.ts';
import type { Plan } from '../sim/plan.ts';

export interface Case {
  readonly scenario: Scenario;
  /** 0 … 2^53 - 1. */
  readonly seed: number;
  /** Ids of bugs planted beside those that the scenario names. */
  readonly bugs: readonly string[];
  /** Which checks judge the run; null: those that the scenario asks for. */
  readonly scopes: readonly Scope[] | null;
  /** Decisions of the environment that are fixed, by name: `link/1>2/17/lost`. */
  readonly overrides: Plan['overrides'];
}

/** The same plan for the same case, on every machine. */
export function planOf(given: Case): Plan {
  const plan = compileScenario(given.scenario, given.seed);
  const bugs = [...new Set([...plan.program.bugs, ...given.bugs])];
  return {
    ...plan,
    program: { ...plan.program, bugs },
    checks: given.scopes === null ? plan.checks : { ...plan.checks, scopes: given.scopes },
    overrides: { ...plan.overrides, ...given.overrides },
  };
}
