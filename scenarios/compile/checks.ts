// The plan of what is checked: properties, goals and bounds.

import { type MetricName, metricUnits } from '../../sim/metric.ts';
import type { ChecksPlan, ThresholdPlan } from '../../sim/plan.ts';
import type { Picks } from '../pick.ts';
import { propertyOf } from '../property.ts';
import { seedsOf } from '../quantity.ts';
import type { ExpectSection, ThresholdsSpec } from '../scenario.ts';
import { readBound } from '../threshold.ts';
import { compileCondition } from './condition.ts';
import { compileFinal } from './final.ts';

export function compileChecks(section: ExpectSection, names: readonly string[], picks: Picks): ChecksPlan {
  return {
    scopes: section.scopes ?? ['end-to-end', 'deep'],
    always: (section.always ?? []).map(propertyOf),
    eventually: (section.eventually ?? []).map(({ that, within }, position) => ({
      that,
      within: picks.duration(within, `expect.eventually.${position}.within`),
    })),
    sometimes: (section.sometimes ?? []).map(({ name, that, times, perSeeds }, position) => ({
      name,
      that: compileCondition(that, `expect.sometimes.${position}`, names, picks),
      atLeast: times === undefined ? 1 : boundOf(times),
      ...(perSeeds === undefined ? {} : { perSeeds }),
    })),
    never: (section.never ?? []).map(({ name, that }, position) => ({
      name,
      that: compileCondition(that, `expect.never.${position}`, names, picks),
    })),
    thresholds: compileThresholds(section.thresholds ?? {}),
    ...(section.final === undefined ? {} : { final: compileFinal(section.final, names) }),
    fails: section.fails === undefined ? null : propertyOf(section.fails.property),
    failsWithin: seedsOf(section.fails?.within),
  };
}

/** In the order of the file. */
function compileThresholds(section: ThresholdsSpec): readonly ThresholdPlan[] {
  return Object.entries(section).flatMap(([name, text]) => {
    if (text === undefined) return [];
    const metric = name as MetricName;
    const bound = readBound(text, metricUnits[metric]);
    if ('mistake' in bound) throw new RangeError(`a bound that the schema should have refused: ${text}`);
    return [{ metric, is: bound }];
  });
}

/** 2 of `>= 2`. */
function boundOf(comparison: string): number {
  return Number(comparison.replace('>=', ''));
}
