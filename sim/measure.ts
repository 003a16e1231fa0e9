// The measures of a run that is over, each an exact integer in its unit.

import type { MetricName } from './metric.ts';
import type { RunStatistics } from './verdict.ts';

/** What a run has to show when it is over. */
export interface Measured {
  readonly statistics: RunStatistics;
  readonly events: number;
  /** Virtual time reached, µs. */
  readonly endedAt: number;
  /** Of every operation answered `ok`, µs, rising. */
  readonly latencies: readonly number[];
}

/** In the metric's unit; null where there is nothing to measure. */
export function measure(metric: MetricName, measured: Measured): number | null {
  const { statistics, events, endedAt, latencies } = measured;
  const { operations, messages, faults } = statistics;
  switch (metric) {
    case 'client.latency.p50':
      return percentile(latencies, 50);
    case 'client.latency.p90':
      return percentile(latencies, 90);
    case 'client.latency.p99':
      return percentile(latencies, 99);
    case 'client.latency.max':
      return percentile(latencies, 100);
    case 'client.latency.mean':
      return quotient(
        latencies.reduce((sum, latency) => sum + latency, 0),
        latencies.length,
      );
    case 'operations.invoked':
      return operations.invoked;
    case 'operations.ok':
      return operations.ok;
    case 'operations.failed':
      return operations.failed;
    case 'operations.unknown':
      return operations.unknown;
    case 'operations.rate':
      return quotient(operations.ok * 1_000_000_000, endedAt);
    case 'messages':
      return messages.sent;
    case 'messages.delivered':
      return messages.delivered;
    case 'messages.lost':
      return messages.lost;
    case 'messages.cut':
      return messages.cut;
    case 'messages.duplicated':
      return messages.duplicated;
    case 'messages.corrupted':
      return messages.corrupted;
    case 'messages.undeliverable':
      return messages.undeliverable;
    case 'messages.per.op':
      return quotient(messages.sent * 1000, operations.ok);
    case 'elections':
      return statistics.elections;
    case 'terms':
      return statistics.terms;
    case 'commits':
      return statistics.commits;
    case 'crashes':
      return statistics.crashes;
    case 'restarts':
      return statistics.restarts;
    case 'damaged':
      return statistics.damaged;
    case 'faults.injected':
      return faults.injected;
    case 'faults.skipped':
      return faults.skipped;
    case 'events':
      return events;
  }
}

/** By nearest rank: the least value that so many percent of all do not exceed. */
function percentile(rising: readonly number[], percent: number): number | null {
  const rank = quotient(rising.length * percent + 99, 100)!;
  return rank === 0 ? null : rising[rank - 1]!;
}

/** Rounded down, exactly: a division of doubles might round up to the next integer. */
function quotient(dividend: number, divisor: number): number | null {
  return divisor === 0 ? null : (dividend - (dividend % divisor)) / divisor;
}
