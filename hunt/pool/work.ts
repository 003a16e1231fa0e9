// What a worker does with the cases it is sent: one after the other, each noted before it begins.

import type { Scenario } from '../../scenarios/scenario.ts';
import { run } from '../../sim/run.ts';
import { type Case, planOf } from '../case.ts';
import { type Finding, findingOf } from '../finding.ts';
import type { Outcome, WireCase } from './message.ts';

/** `begins` is told the id of each case, and 0 at the end. */
export function work(
  cases: readonly WireCase[],
  scenarios: readonly Scenario[],
  begins: (id: number) => void,
): readonly Outcome[] {
  const outcomes: Outcome[] = [];
  for (const each of cases) {
    begins(each.id);
    outcomes.push(outcomeOf(each, scenarios));
  }
  begins(0);
  return outcomes;
}

/** One case, made and judged; `states`: the abstract states that it went through, where they are wanted. */
export function tryCase(
  given: Case,
  watchesStates: boolean,
): { readonly finding: Finding; readonly states: Uint32Array | null } {
  let states: Uint32Array | null = null;
  const onStates = (found: Uint32Array): void => {
    states = found;
  };
  const finding = findingOf(run(planOf(given), given.seed, watchesStates ? { onStates } : {}));
  return { finding, states };
}

function outcomeOf(each: WireCase, scenarios: readonly Scenario[]): Outcome {
  const { id, seed, bugs, scopes, overrides } = each;
  const scenario = typeof each.scenario === 'number' ? scenarios[each.scenario]! : each.scenario;
  const given: Case = { scenario, seed, bugs, scopes, overrides };
  try {
    return { kind: 'found', id, ...tryCase(given, each.watchesStates) };
  } catch (error) {
    return {
      kind: 'broke',
      id,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}
