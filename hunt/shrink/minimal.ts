// The proof that nothing can go: a run without each step in turn, none of which may fail.

import type { Scenario } from '../../scenarios/scenario.ts';
import { tryScript } from './into-script.ts';
import type { Search } from './search.ts';

export interface Proof {
  /** Steps of a script, or faults of a scenario that draws. */
  readonly parts: number;
  /** Those without which it does not fail. */
  readonly needed: number;
}

export function proofOf(search: Search): Proof {
  const { script, faults = [] } = search.scenario;
  if (script !== undefined) {
    const needed = script.filter((_, position) => {
      const rest = script.filter((_step, other) => other !== position);
      return (
        tryScript(search.trials, { ...search.best, scenario: { ...search.scenario, script: rest } }) === null
      );
    });
    return { parts: script.length, needed: needed.length };
  }
  const needed = faults.filter((_, position) => {
    const left = faults.filter((_fault, other) => other !== position);
    const { faults: _faults, ...rest } = search.scenario;
    const without: Scenario = left.length === 0 ? rest : { ...rest, faults: left };
    return search.trials.failing({ ...search.best, scenario: without }) === null;
  });
  return { parts: faults.length, needed: needed.length };
}
