// What cannot be ordered, in words and by operation ids.

import type { Operation } from '../../history.ts';
import type { Call } from './call.ts';
import { counterexample } from './counterexample.ts';
import type { KeyJudge, KeyViolation } from './key-judge.ts';
import { sentenceOf } from './sentence.ts';
import type { Values } from './values.ts';

export interface Explanation {
  readonly message: string;
  readonly operations: readonly Operation[];
}

/** Sentences for at most so many others; the rest is counted. */
const namedMax = 4;

export function explain(judge: KeyJudge, { call, rivals }: KeyViolation): Explanation {
  const last = call.operation;
  const writes = judge
    .history()
    .filter((other) => other !== call && other.kind !== 'get' && isSource(other, call, judge.values));
  const culprits = new Set<Call>([...counterexample(judge.history(), judge.values), ...rivals, ...writes]);
  culprits.delete(call);
  const others = [...culprits].map(({ operation }) => operation).sort((a, b) => a.id - b.id);
  const operations = [...others, last].sort((a, b) => a.id - b.id);
  if (last.state === 'failed')
    return { message: `${sentenceOf(last)} took effect all the same${listed(others)}`, operations };
  if (others.length === 0)
    return { message: `${sentenceOf(last)} tells of a value that the key never held`, operations };
  return { message: `${sentenceOf(last)} cannot be ordered with ${sentences(others)}`, operations };
}

/** Whether `other` wrote what the call says it saw, or a part of it. */
function isSource(other: Call, call: Call, values: Values): boolean {
  if (call.state !== 'seen' || call.seen <= 0) return false;
  if (other.kind !== 'append') return other.value === call.seen;
  return (values.text(call.seen) ?? '').includes(values.text(other.value) ?? '');
}

function listed(others: readonly Operation[]): string {
  return others.length === 0 ? '' : `: ${sentences(others)}`;
}

function sentences(others: readonly Operation[]): string {
  const named = others.slice(-namedMax).map(sentenceOf).join(', ');
  return others.length <= namedMax ? named : `${others.length - namedMax} others, ${named}`;
}
