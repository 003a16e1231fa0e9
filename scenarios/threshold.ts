// Bounds as a scenario writes them, `< 2s` or `>= 12.5`: a comparison and an amount in the measure's unit.

import type { Comparison } from '../sim/condition.ts';
import type { MetricUnit } from '../sim/metric.ts';
import { type Reading, readDuration } from './quantity.ts';

const examples: { readonly [K in MetricUnit]: string } = { time: '< 2s', count: '<= 200', ratio: '< 12.5' };
const amounts: { readonly [K in MetricUnit]: string } = {
  time: '\\d+(\\.\\d+)?(us|ms|s|m|h)',
  count: '\\d+',
  ratio: '\\d+(\\.\\d{1,3})?',
};
const mostCounted = 1_000_000_000_000;

export function boundPattern(unit: MetricUnit): RegExp {
  return new RegExp(`^(<=|<|>=|>|=|!=) ?${amounts[unit]}$`);
}

/** The value in µs, times or thousandths. */
export function readBound(text: string, unit: MetricUnit): Comparison | { readonly mistake: string } {
  if (!boundPattern(unit).test(text)) {
    return { mistake: `expected a bound such as "${examples[unit]}", got "${text}"` };
  }
  const operator = /^[!<>=]+/.exec(text)![0] as Comparison['operator'];
  const reading = readAmount(text.slice(operator.length).trim(), unit);
  return 'mistake' in reading ? reading : { operator, value: reading.value };
}

function readAmount(amount: string, unit: MetricUnit): Reading {
  if (unit === 'time') return readDuration(amount);
  const value = unit === 'count' ? Number(amount) : Math.round(Number(amount) * 1000);
  return value <= mostCounted ? { value } : { mistake: `${amount} is more than any run comes to` };
}
