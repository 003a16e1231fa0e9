// The black-box checkers, which judge any program by what its clients saw; and, where the program applies
// one log, the order of that log as a proof of the same.

import type { Observer } from './checkers/checker.ts';
import { LinearizabilityObserver } from './checkers/linearizability/linearizability-observer.ts';
import type { ChecksPlan } from './plan.ts';

export function clientObservers({ scopes, always }: ChecksPlan, hasLog: boolean): readonly Observer[] {
  const judged = hasLog ? scopes : scopes.filter((scope) => scope === 'end-to-end');
  return [new LinearizabilityObserver({ scopes: judged, always })];
}
