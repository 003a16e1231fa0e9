// What `--bug` and `--checks` change in a plan, and what of a plan the reports show.

import type { Subject } from '../reports/record.ts';
import { unreachable } from '../reports/record.ts';
import type { Plan } from '../sim/plan.ts';
import type { LoadedScenario } from './engine.ts';
import type { Seeds } from './seeds.ts';

export const checkChoices = ['all', 'end-to-end', 'deep', 'none'] as const;
export type CheckChoice = (typeof checkChoices)[number];

/** `none` judges nothing at all, goals included: what a run costs without checks. */
export function adjusted(
  plan: Plan,
  bugs: readonly string[],
  choice: CheckChoice | null,
  strictFaults = false,
): Plan {
  const program = { ...plan.program, bugs: [...new Set([...plan.program.bugs, ...bugs])] };
  const checks = choice === null ? plan.checks : checksOf(plan, choice);
  return { ...plan, program, checks: strictFaults ? { ...checks, strictFaults } : checks };
}

function checksOf({ checks }: Plan, choice: CheckChoice): Plan['checks'] {
  switch (choice) {
    case 'all':
      return { ...checks, scopes: ['end-to-end', 'deep'] };
    case 'end-to-end':
    case 'deep':
      return { ...checks, scopes: [choice] };
    case 'none':
      return { ...checks, scopes: [], eventually: [], sometimes: [], never: [], thresholds: [], fails: null };
    default:
      return unreachable(choice);
  }
}

/** `plan` may differ from seed to seed, and what is shown with it. */
export function subjectOf(
  scenario: Pick<LoadedScenario, 'file' | 'variant'>,
  plan: Plan,
  seeds: Seeds,
): Subject {
  return {
    file: scenario.file,
    ...(scenario.variant === undefined ? {} : { variant: scenario.variant }),
    scenario: plan.scenario,
    names: plan.names,
    clients: plan.workload.clients,
    chaos: plan.run.chaos,
    settle: plan.run.settle,
    fails: plan.checks.fails,
    failsWithin: plan.checks.failsWithin,
    bugs: plan.program.bugs,
    picked: plan.picked,
    seeds: seeds.toString(),
    runs: seeds.count,
  };
}
