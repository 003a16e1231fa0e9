// The plan of what is checked: properties, goals and bounds.

import { type MetricName, metricUnits } from '../../sim/metric.ts';
import type { ChecksPlan, GoalCondition, SometimesPlan, ThresholdPlan } from '../../sim/plan.ts';
import type { Picks } from '../pick.ts';
import type { ExpectSection, GoalSpec, ThresholdsSpec } from '../scenario.ts';
import { readBound } from '../threshold.ts';

export function compileChecks(section: ExpectSection, picks: Picks): ChecksPlan {
  return {
    scopes: ['end-to-end', 'deep'],
    always: section.always ?? [],
    eventually: (section.eventually ?? []).map(({ that, within }, position) => ({
      that,
      within: picks.duration(within, `expect.eventually.${position}.within`),
    })),
    sometimes: (section.sometimes ?? []).map(({ name, that, times }): SometimesPlan => {
      const atLeast = that.state === undefined ? times : that.is;
      return { name, that: compileGoal(that), atLeast: atLeast === undefined ? 1 : boundOf(atLeast) };
    }),
    thresholds: compileThresholds(section.thresholds ?? {}),
    fails: section.fails?.property ?? null,
  };
}

/** In the order of the file. */
function compileThresholds(section: ThresholdsSpec): readonly ThresholdPlan[] {
  return Object.entries(section).flatMap(([name, text]) => {
    if (text === undefined) return [];
    const metric = name as MetricName;
    const bound = readBound(text, metricUnits[metric]);
    if ('mistake' in bound) throw new RangeError(`a bound that the schema should have refused: ${text}`);
    return [{ metric, comparison: bound.comparison, bound: bound.value }];
  });
}

function compileGoal(that: GoalSpec): GoalCondition {
  const { event, message, fault, operation } = that;
  if (event === 'crash' || event === 'restart') return { kind: event };
  if (event !== undefined) return { kind: 'occurrence', event };
  if (message !== undefined) return { kind: 'message', message };
  if (fault !== undefined) return { kind: 'fault', id: fault };
  if (operation !== undefined) return { kind: 'operation', state: operation };
  return { kind: 'leaders' };
}

/** 2 of `>= 2`. */
function boundOf(comparison: string): number {
  return Number(comparison.replace('>=', ''));
}
