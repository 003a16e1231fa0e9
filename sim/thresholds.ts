// Bounds on what a whole run comes to: latencies are kept while it goes, if any bound asks for them;
// all is judged at its end.

import { compares } from './condition.ts';
import type { Batch } from './facts.ts';
import type { Operation } from './history.ts';
import { type Measured, measure } from './measure.ts';
import { metricUnits } from './metric.ts';
import type { ThresholdPlan } from './plan.ts';
import type { GoalReport, RunStatistics } from './verdict.ts';

export class Thresholds {
  /** Whether operations have to be looked at. */
  readonly watchesOperations: boolean;
  private readonly plans: readonly ThresholdPlan[];
  private readonly latencies: number[] = [];

  constructor(plans: readonly ThresholdPlan[]) {
    this.plans = plans;
    this.watchesOperations = plans.some(({ metric }) => metric.startsWith('client.latency.'));
  }

  note(returned: Batch<Operation>): void {
    for (let i = 0; i < returned.count; i++) {
      const operation = returned.at(i);
      if (operation.state === 'ok') this.latencies.push(operation.returnedAt - operation.invokedAt);
    }
  }

  report(statistics: RunStatistics, events: number, endedAt: number): readonly GoalReport[] {
    if (this.plans.length === 0) return [];
    const latencies = [...this.latencies].sort((one, other) => one - other);
    const measured: Measured = { statistics, events, endedAt, latencies };
    return this.plans.map((plan) => judged(plan, measured));
  }
}

function judged({ metric, is }: ThresholdPlan, measured: Measured): GoalReport {
  const value = measure(metric, measured);
  const limit = `${is.operator} ${inWords(is.value, metric)}`;
  const isMet = value !== null && compares(value, is);
  return {
    kind: 'threshold',
    name: metric,
    status: isMet ? 'reached' : 'not-reached',
    detail: `${value === null ? 'no operation was answered' : inWords(value, metric)}, bound ${limit}`,
    value,
  };
}

/** `12.345 ms`, `200`, `4.25`. */
function inWords(value: number, metric: ThresholdPlan['metric']): string {
  switch (metricUnits[metric]) {
    case 'time':
      return `${value / 1000} ms`;
    case 'ratio':
      return `${value / 1000}`;
    case 'count':
      return `${value}`;
  }
}
