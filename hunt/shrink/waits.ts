// Where only time has to pass, a wait says so better than all that went on meanwhile.

import type { ScriptStepSpec } from '../../scenarios/scenario.ts';
import { withSteps } from './fewer-steps.ts';
import type { Search } from './search.ts';

/** Shorter scripts have no room for it; longer ones would cost too many runs. */
const stepsMin = 6;
const stepsMax = 40;
/** Longer than the usual timeouts. */
const pause = '400ms';

/** The longest stretch of steps that a wait can stand for. */
export function waitInstead(search: Search): boolean {
  const script = search.scenario.script!;
  const { length } = script;
  if (length < stepsMin || length > stepsMax || script.some(({ wait }) => wait !== undefined)) return false;
  for (let gap = length - 1; gap >= 3; gap--) {
    for (let start = 0; start + gap <= length; start++) {
      const wait: ScriptStepSpec = { wait: pause };
      const shorter = [...script.slice(0, start), wait, ...script.slice(start + gap)];
      if (withSteps(search, shorter) !== null) return true;
    }
  }
  return false;
}
