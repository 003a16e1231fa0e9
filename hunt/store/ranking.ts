// Which sightings of a bug are kept: those that are the easiest to look at, and how many of the rest there were.

import type { Sighting } from './bug-file.ts';

/** Beside the best one. */
export const othersMax = 8;

/** Below 0: the first one is the better to keep. Shrunk before as found, early failures before late ones, low seeds first. */
export function compareSightings(one: Sighting, other: Sighting): number {
  return (
    Number(other.shrunkFrom !== null) - Number(one.shrunkFrom !== null) ||
    one.events - other.events ||
    one.case.seed - other.case.seed ||
    (one.digest < other.digest ? -1 : Number(one.digest > other.digest))
  );
}

/** The same run: it is one sighting, however often it is made. */
export function isSameSighting(one: Sighting, other: Sighting): boolean {
  return one.digest === other.digest && one.case.seed === other.case.seed;
}

export interface Ranked {
  readonly best: Sighting;
  readonly others: readonly Sighting[];
  /** Those that had no room. */
  readonly dropped: number;
}

/** At least one. */
export function ranked(sightings: readonly Sighting[]): Ranked {
  const distinct = sightings.filter(
    (one, position, all) => all.findIndex((other) => isSameSighting(one, other)) === position,
  );
  const [best, ...others] = distinct.sort(compareSightings);
  return {
    best: best!,
    others: others.slice(0, othersMax),
    dropped: Math.max(0, others.length - othersMax),
  };
}
