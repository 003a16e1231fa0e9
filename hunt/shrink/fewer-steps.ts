// A script with fewer steps.

import type { ScriptStepSpec } from '../../scenarios/scenario.ts';
import { ddmin } from './ddmin.ts';
import { tryScript } from './into-script.ts';
import type { Search } from './search.ts';

/** Until no single step can go. */
export function fewerSteps(search: Search): boolean {
  const before = search.scenario.script ?? [];
  ddmin(before, (steps) => withSteps(search, steps));
  return (search.scenario.script ?? []).length < before.length;
}

/** What is left of these steps if they still fail: the best case then. */
export function withSteps(
  search: Search,
  script: readonly ScriptStepSpec[],
): readonly ScriptStepSpec[] | null {
  const { best, trials } = search;
  const found = tryScript(trials, { ...best, scenario: { ...best.scenario, script } });
  if (found === null) return null;
  search.adopt(found.best, found.trial.run);
  return found.best.scenario.script ?? [];
}
