// A draw from a distribution: integer arithmetic on tables that were made when the plan was compiled.

import type { Distribution } from '../plan.ts';

const twoTo32 = 0x1_0000_0000;

/** µs, from 32 random bits. */
export function sample(distribution: Distribution, draw: number): number {
  switch (distribution.kind) {
    case 'constant':
      return distribution.value;
    case 'uniform':
      return distribution.min + Math.floor((draw * (distribution.max - distribution.min + 1)) / twoTo32);
    case 'choice':
      return distribution.values[Math.floor((draw * distribution.values.length) / twoTo32)]!;
    case 'table':
      return interpolate(distribution.quantiles, draw);
  }
}

function interpolate(quantiles: readonly number[], draw: number): number {
  const position = draw * (quantiles.length - 1);
  const step = Math.floor(position / twoTo32);
  const low = quantiles[step]!;
  const high = quantiles[step + 1]!;
  return low + Math.floor(((high - low) * (position - step * twoTo32)) / twoTo32);
}
