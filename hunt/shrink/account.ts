// What a shrinking has learnt: what the failure needs, what it does not, and what may vary without mending it.

import type { Run } from '../../sim/verdict.ts';
import type { Case } from '../case.ts';
import { type Free, freeRanges } from './free.ts';
import { partsOf } from './parts.ts';
import type { Search } from './search.ts';
import { stepGists } from './step-comments.ts';

export interface Account {
  /** What the steps of the script come to; without one, the parts of the first scenario that are left. */
  readonly needed: readonly string[];
  readonly notNeeded: readonly string[];
  /** What still fails, and how far. */
  readonly free: readonly Free[];
}

/** `last`: the case as it will be written. */
export function accountOf(search: Search, last: Case, original: Run, given: Case): Account {
  const left = partsOf(search.scenario, search.run);
  const before = partsOf(given.scenario, original);
  return {
    needed: search.scenario.script === undefined ? left : stepGists(search.best),
    notNeeded: before.filter((part) => !left.includes(part)),
    free: freeRanges(last, search.trials),
  };
}
