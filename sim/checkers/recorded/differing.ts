// Judges a key with swaps that only tell that the key held something else than they expected. No engine that
// goes event by event knows such a sight; the offline search does.

import type { Operation } from '../../history.ts';
import { type Call, callOf, number, settle, somethingElse } from '../linearizability/call.ts';
import type { LinearizabilityVerdict } from '../linearizability/check-linearizability.ts';
import { counterexample } from '../linearizability/counterexample.ts';
import { Search } from '../linearizability/search.ts';
import { sentenceOf } from '../linearizability/sentence.ts';
import { nothing, Values } from '../linearizability/values.ts';

export function differingVerdict(
  key: string,
  operations: readonly Operation[],
  differing: ReadonlySet<number>,
  steps: number,
): LinearizabilityVerdict {
  const values = new Values();
  const calls = [...operations]
    .sort((a, b) => a.invokedEvent - b.invokedEvent)
    .map((operation): Call => {
      const call = callOf(operation);
      if (operation.state !== 'pending') settle(call);
      number(call, values);
      if (!differing.has(operation.id) || operation.state === 'pending') return call;
      return { ...call, state: 'seen', seen: somethingElse };
    });
  const answer = new Search(calls, values).run(steps);
  if (answer === 'linearizable') return { kind: 'linearizable' };
  if (answer === 'exhausted') return { kind: 'unknown', keys: [key] };
  const named = counterexample(calls, values, nothing).map(({ operation }) => operation);
  const last = Math.max(
    ...calls.filter(({ state }) => state === 'done' || state === 'seen').map(({ returned }) => returned),
  );
  return {
    kind: 'violated',
    key,
    event: last,
    message: `these cannot be ordered: ${named.map((each) => recordedSentence(each, differing)).join(', ')}`,
    operations: named.map(({ id }) => id),
  };
}

/** The operation in words; what it saw is not said where nobody knows. */
export function recordedSentence(operation: Operation, differing: ReadonlySet<number>): string {
  const words = sentenceOf(operation);
  return differing.has(operation.id) ? words.replace(/held .*? \[/, 'held something else [') : words;
}
