// From counts to credit: strictly below a threshold earns it, so below a threshold of 0 nobody comes.

import type { CourseBenchmarks, CourseThresholds } from './plan.ts';
import type { CourseMetric, Tier } from './summary.ts';

export function tierOf(value: number, [bonus, full, partial]: CourseThresholds): Tier {
  if (value < bonus) return 'Bonus';
  if (value < full) return 'Full credit';
  return value < partial ? 'Partial credit' : 'No credit';
}

export interface Measured {
  readonly totalMessages: number;
  readonly failures: number;
  readonly duplicates: number;
  readonly medianLatency: number;
}

export function metricsOf(measured: Measured, benchmarks: CourseBenchmarks): readonly CourseMetric[] {
  return [
    metric('total_msgs', measured.totalMessages, benchmarks.totalMessages),
    metric('failures', measured.failures, benchmarks.failures),
    metric('duplicates', measured.duplicates, benchmarks.duplicates),
    metric('median_latency', measured.medianLatency, benchmarks.medianLatency),
  ];
}

function metric(
  name: CourseMetric['name'],
  value: number,
  thresholds: CourseThresholds | null,
): CourseMetric {
  return { name, value, thresholds, tier: thresholds === null ? null : tierOf(value, thresholds) };
}
