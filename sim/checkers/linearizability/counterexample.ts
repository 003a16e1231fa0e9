// The few calls of a history that suffice to show that it has no order: the others are left out (reads)
// or left open (writes, which then may take effect or not) as long as there is still none.

import { type Call, never } from './call.ts';
import { Search } from './search.ts';
import type { Values } from './values.ts';

/** Places for one attempt, and attempts in all. */
const stepsPerAttempt = 20_000;
const attemptsMax = 400;

/** In order of invocation; all that were answered when the history is too hard to search. */
export function counterexample(calls: readonly Call[], values: Values, start: number): readonly Call[] {
  const answered = calls.filter(({ state }) => state === 'done' || state === 'seen');
  let kept: readonly Call[] = answered;
  let attempts = 0;
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let from = 0; from < kept.length && attempts < attemptsMax; ) {
      const fewer = [...kept.slice(0, from), ...kept.slice(from + size)];
      attempts++;
      if (isImpossible(calls, new Set(fewer), values, start)) kept = fewer;
      else from += size;
    }
  }
  return kept;
}

function isImpossible(
  calls: readonly Call[],
  kept: ReadonlySet<Call>,
  values: Values,
  start: number,
): boolean {
  const eased = calls.flatMap((call): Call[] => {
    if (kept.has(call) || call.state === 'failed' || call.returned === never) return [call];
    return call.state === 'seen' ? [] : [{ ...call, state: 'unknown', returned: never }];
  });
  return new Search(eased, values, start).run(stepsPerAttempt) === 'violated';
}
