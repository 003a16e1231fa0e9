// What a shrinking has learnt: what the failure needs, what it does not, and what may vary without mending it.

import type { Run } from '../../sim/verdict.ts';
import type { Case } from '../case.ts';
import { type Free, freeRanges } from './free.ts';
import { partsOf } from './parts.ts';
import type { Search } from './search.ts';

export interface Account {
  /** Parts of the first scenario that are in the last, in words. */
  readonly needed: readonly string[];
  readonly notNeeded: readonly string[];
  /** What still fails, and how far. */
  readonly free: readonly Free[];
}

export function accountOf(search: Search, original: Run, given: Case): Account {
  const left = partsOf(search.scenario, search.run);
  const before = partsOf(given.scenario, original);
  return {
    needed: [...left],
    notNeeded: before.filter((part) => !left.includes(part)),
    free: freeRanges(search),
  };
}
