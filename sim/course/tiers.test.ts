// Tiers at their exact thresholds, and the middle of latencies.

import { describe, expect, it } from 'vitest';
import { medianOf } from './counts.ts';
import { metricsOf, tierOf } from './tiers.ts';

describe('tierOf', () => {
  it.each([
    [1199, 'Bonus'],
    [1200, 'Full credit'],
    [2999, 'Full credit'],
    [3000, 'Partial credit'],
    [4999, 'Partial credit'],
    [5000, 'No credit'],
  ])('%d of 1200, 3000, 5000: %s', (value, tier) => {
    expect(tierOf(value, [1200, 3000, 5000])).toBe(tier);
  });

  it('never gives a bonus below 0: the best is full credit', () => {
    expect(tierOf(0, [0, 1, 2])).toBe('Full credit');
    expect(tierOf(1, [0, 1, 2])).toBe('Partial credit');
  });

  it('compares microseconds with seconds exactly', () => {
    const medianLatency = 150 / 1_000_000;
    expect(tierOf(medianLatency, [0.00015, 0.005, 0.05])).toBe('Full credit');
    expect(tierOf(149.5 / 1_000_000, [0.00015, 0.005, 0.05])).toBe('Bonus');
  });

  it('tells a metric without thresholds, and without a tier', () => {
    const measured = { totalMessages: 7, failures: 0, duplicates: 0, medianLatency: 0.001 };
    const metrics = metricsOf(measured, {
      totalMessages: null,
      failures: [1, 4, 10],
      duplicates: null,
      medianLatency: null,
    });
    expect(metrics.map(({ name, tier }) => [name, tier])).toEqual([
      ['total_msgs', null],
      ['failures', 'Bonus'],
      ['duplicates', null],
      ['median_latency', null],
    ]);
  });
});

describe('medianOf', () => {
  it('is the middle one, or halfway between the middle two', () => {
    expect(medianOf([])).toBe(0);
    expect(medianOf([30, 10, 20])).toBe(20);
    expect(medianOf([40, 10, 20, 100])).toBe(30);
  });
});
