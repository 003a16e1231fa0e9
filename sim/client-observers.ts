// The black-box checkers, which judge any program by what its clients saw.

import type { Observer } from './checkers/checker.ts';
import type { ChecksPlan } from './plan.ts';

export function clientObservers(_checks: ChecksPlan): readonly Observer[] {
  return [];
}
