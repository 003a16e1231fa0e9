// Integers of a plan as people read them, each with one unit.

import type { Distribution } from '../../sim/plan.ts';

const units: readonly (readonly [number, string])[] = [
  [3_600_000_000, 'h'],
  [60_000_000, 'm'],
  [1_000_000, 's'],
  [1000, 'ms'],
];

/** `1.5s`: the largest unit in which at most three decimals are needed. */
export function time(microseconds: number): string {
  const length = Math.abs(microseconds);
  if (length === 0) return '0s';
  for (const [unit, name] of units) {
    if (length >= unit && (length * 1000) % unit === 0) return `${microseconds / unit}${name}`;
  }
  return length >= 1000 ? `${microseconds / 1000}ms` : `${microseconds}us`;
}

/** Of 2^32. */
export function percent(threshold: number): string {
  const share = (threshold / 0x1_0000_0000) * 100;
  return `${Number(share.toPrecision(4))}%`;
}

export function size(bytes: number): string {
  if (bytes >= 1_000_000) return `${bytes / 1_000_000}MB`;
  return bytes >= 1000 ? `${bytes / 1000}kB` : `${bytes}B`;
}

export function distribution(given: Distribution): string {
  switch (given.kind) {
    case 'constant':
      return time(given.value);
    case 'uniform':
      return `${time(given.min)} to ${time(given.max)}`;
    case 'choice':
      return `one of ${given.values.map(time).join(', ')}`;
    case 'table': {
      const at = (share: number): string =>
        time(rounded(given.quantiles[Math.round((given.quantiles.length - 1) * share)]!));
      return `about ${at(0.5)} (99% below ${at(0.99)}, at most ${at(1)})`;
    }
  }
}

/** Four digits: what an "about" is worth. */
function rounded(microseconds: number): number {
  return Math.round(Number(microseconds.toPrecision(4)));
}
