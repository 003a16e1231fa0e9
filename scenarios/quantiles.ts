// Distributions as integer tables: their quantiles at 0/1024 … 1024/1024, between which a draw is
// interpolated. The last point stands for what a draw can reach at most.

import { exp, ln, normalQuantile, power } from './exact-math.ts';

/** Cells of a table; it has one more point. */
export const cells = 1024;
/** Infinitely long tails end where one draw of this many lies beyond. */
const tailEnds = 8192;

/** Exponential around `mean`. The last cell is as wide as keeps the mean: two means. */
export function exponentialTable(mean: number, max: number | null): readonly number[] {
  const last = mean * ln(cells) + 2 * mean;
  const top = max ?? Math.round(last);
  return table((point) => (point === cells ? last : -mean * ln((cells - point) / cells)), top);
}

/** Lognormal through two of its quantiles. */
export function lognormalTable(median: number, p99: number): readonly number[] {
  const curve = lognormal(median, p99);
  return table((point) => curve(normals()[point]!), Number.MAX_SAFE_INTEGER);
}

/** Lognormal up to p99; above, the tail of a power law through p999, as slow requests have (Pareto). */
export function longTailTable(median: number, p99: number, p999: number): readonly number[] {
  const body = lognormal(median, p99);
  const slope = ln(p999 / p99) / ln(10);
  return table((point) => {
    const beyond = point === cells ? 1 / tailEnds : (cells - point) / cells;
    return beyond >= 0.01 ? body(normals()[point]!) : p99 * power(0.01 / beyond, slope);
  }, Number.MAX_SAFE_INTEGER);
}

/** Zipf's law: the n-th rank in proportion to 1/n^exponent, as cumulative thresholds of 2^32. */
export function zipfThresholds(count: number, exponent: number): readonly number[] {
  const weights = Array.from({ length: count }, (_, rank) => 1 / power(rank + 1, exponent));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  return weights.map((weight, rank) => {
    sum += weight;
    return rank === count - 1 ? 0x1_0000_0000 : Math.floor((sum / total) * 0x1_0000_0000);
  });
}

function table(quantile: (point: number) => number, top: number): readonly number[] {
  // Never 0: what follows itself after no time at all would never end.
  return Array.from({ length: cells + 1 }, (_, point) =>
    Math.min(Math.max(Math.round(quantile(point)), 1), top),
  );
}

function lognormal(median: number, p99: number): (normal: number) => number {
  const sigma = ln(p99 / median) / normalQuantile(0.99);
  return (normal) => median * exp(sigma * normal);
}

let normalPoints: readonly number[] | null = null;

/** The quantiles of a standard normal variable; both ends where the tail ends. */
function normals(): readonly number[] {
  normalPoints ??= Array.from({ length: cells + 1 }, (_, point) => {
    const p = Math.min(Math.max(point / cells, 1 / tailEnds), 1 - 1 / tailEnds);
    return normalQuantile(p);
  });
  return normalPoints;
}
