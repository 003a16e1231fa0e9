// Bounds as a scenario writes them, `< 2s` or `>= 12.5`: a comparison and an amount in the measure's unit.

import type { MetricUnit } from '../sim/metric.ts';
import type { Comparison } from '../sim/plan.ts';
import { type Reading, readDuration } from './quantity.ts';

interface Bound {
  readonly comparison: Comparison;
  /** µs, a count, or thousandths. */
  readonly value: number;
}

const examples: { readonly [K in MetricUnit]: string } = { time: '< 2s', count: '<= 200', ratio: '< 12.5' };
const amounts: { readonly [K in MetricUnit]: string } = {
  time: '\\d+(\\.\\d+)?(us|ms|s|m|h)',
  count: '\\d+',
  ratio: '\\d+(\\.\\d{1,3})?',
};
const mostCounted = 1_000_000_000_000;

export function boundPattern(unit: MetricUnit): RegExp {
  return new RegExp(`^(<=|<|>=|>|=) ?${amounts[unit]}$`);
}

export function readBound(text: string, unit: MetricUnit): Bound | { readonly mistake: string } {
  if (!boundPattern(unit).test(text)) {
    return { mistake: `expected a bound such as "${examples[unit]}", got "${text}"` };
  }
  const comparison = comparisonOf(text);
  const amount = text.slice(comparison.length).trim();
  const reading = readAmount(amount, unit);
  return 'mistake' in reading ? reading : { comparison, value: reading.value };
}

function comparisonOf(text: string): Comparison {
  const longest: readonly Comparison[] = ['<=', '>=', '<', '>', '='];
  return longest.find((comparison) => text.startsWith(comparison))!;
}

function readAmount(amount: string, unit: MetricUnit): Reading {
  if (unit === 'time') return readDuration(amount);
  const value = unit === 'count' ? Number(amount) : Math.round(Number(amount) * 1000);
  return value <= mostCounted ? { value } : { mistake: `${amount} is more than any run comes to` };
}
