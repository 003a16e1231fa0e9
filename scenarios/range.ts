// Between which ends a value lies, whatever a seed picks.

import type { Pickable } from './scenario.ts';

export interface Range {
  readonly least: number;
  readonly most: number;
}

/** `read`: the value as a number. */
export function rangeOf<T extends string | number | boolean>(
  value: Pickable<T>,
  read: (value: T) => number,
): Range {
  if (typeof value !== 'object') return exactly(read(value));
  const { pick } = value as Exclude<Pickable<T>, T>;
  const values = 'uniform' in pick ? pick.uniform : pick;
  const numbers = values.map(read);
  return { least: Math.min(...numbers), most: Math.max(...numbers) };
}

export function exactly(value: number): Range {
  return { least: value, most: value };
}
