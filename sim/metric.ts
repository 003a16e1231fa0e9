// What can be measured of a whole run: the names that thresholds use, and their units.

/** time: µs. ratio: thousandths. */
export type MetricUnit = 'time' | 'count' | 'ratio';

export type MetricName =
  | 'client.latency.p50'
  | 'client.latency.p90'
  | 'client.latency.p99'
  | 'client.latency.max'
  | 'client.latency.mean'
  | 'operations.invoked'
  | 'operations.ok'
  | 'operations.failed'
  | 'operations.unknown'
  | 'operations.rate'
  | 'messages'
  | 'messages.delivered'
  | 'messages.lost'
  | 'messages.cut'
  | 'messages.duplicated'
  | 'messages.corrupted'
  | 'messages.undeliverable'
  | 'messages.per.op'
  | 'elections'
  | 'terms'
  | 'commits'
  | 'crashes'
  | 'restarts'
  | 'damaged'
  | 'faults.injected'
  | 'faults.skipped'
  | 'events';

export const metricUnits: { readonly [K in MetricName]: MetricUnit } = {
  'client.latency.p50': 'time',
  'client.latency.p90': 'time',
  'client.latency.p99': 'time',
  'client.latency.max': 'time',
  'client.latency.mean': 'time',
  'operations.invoked': 'count',
  'operations.ok': 'count',
  'operations.failed': 'count',
  'operations.unknown': 'count',
  'operations.rate': 'ratio',
  messages: 'count',
  'messages.delivered': 'count',
  'messages.lost': 'count',
  'messages.cut': 'count',
  'messages.duplicated': 'count',
  'messages.corrupted': 'count',
  'messages.undeliverable': 'count',
  'messages.per.op': 'ratio',
  elections: 'count',
  terms: 'count',
  commits: 'count',
  crashes: 'count',
  restarts: 'count',
  damaged: 'count',
  'faults.injected': 'count',
  'faults.skipped': 'count',
  events: 'count',
};

export const metricNames: readonly MetricName[] = Object.keys(metricUnits) as MetricName[];
