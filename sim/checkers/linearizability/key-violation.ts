// What cannot be ordered, in words and by operation ids.

import type { Operation } from '../../history.ts';
import type { Call } from './call.ts';
import { counterexample } from './counterexample.ts';
import type { KeyJudge, KeyViolation } from './key-judge.ts';
import { sentenceOf } from './sentence.ts';

export interface Explanation {
  readonly message: string;
  readonly operations: readonly Operation[];
}

/** Sentences for at most so many others; the rest is counted. */
const namedMax = 4;

/** Longer histories are not searched for the fewest calls that suffice, where an engine names rivals. */
const searchedMax = 300;

export function explain(judge: KeyJudge, { call, rivals }: KeyViolation): Explanation {
  const last = call.operation;
  const history = judge.history();
  const writes = history.filter((other) => other !== call && isSource(other, call));
  const isShort = history.length <= (rivals.length > 0 ? searchedMax : 5 * searchedMax);
  const fewest = isShort ? counterexample(history, judge.values, judge.start()) : [];
  const culprits = new Set<Call>([...fewest, ...rivals, ...writes]);
  culprits.delete(call);
  // Too long to search, and nobody to blame: at least what was answered last.
  if (culprits.size === 0 && !isShort)
    for (const other of history.filter(({ returned }) => returned < call.returned).slice(-namedMax))
      culprits.add(other);
  const others = [...culprits].map(({ operation }) => operation).sort((a, b) => a.id - b.id);
  const operations = [...others, last].sort((a, b) => a.id - b.id);
  if (last.state === 'failed')
    return { message: `${sentenceOf(last)} took effect all the same${listed(others)}`, operations };
  if (others.length === 0)
    return { message: `${sentenceOf(last)} tells of a value that the key never held`, operations };
  return { message: `${sentenceOf(last)} cannot be ordered with ${sentences(others)}`, operations };
}

/** Whether `other` wrote what the call says it saw, or a part of it. */
function isSource({ kind, text }: Call, { state, told }: Call): boolean {
  if (state !== 'seen' || typeof told !== 'string' || text === null) return false;
  return kind === 'append' ? told.includes(text) : told === text;
}

function listed(others: readonly Operation[]): string {
  return others.length === 0 ? '' : `: ${sentences(others)}`;
}

function sentences(others: readonly Operation[]): string {
  const named = others.slice(-namedMax).map(sentenceOf).join(', ');
  return others.length <= namedMax ? named : `${others.length - namedMax} others, ${named}`;
}
