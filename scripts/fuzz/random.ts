// The dice of a fuzzed file: the same for the same name, whatever was fuzzed before.

import seedrandom from 'seedrandom';

export interface Random {
  /** A whole number from 0 to limit - 1; 0 for an empty range. */
  below(limit: number): number;
  of<T>(from: readonly T[]): T;
}

export function randomOf(name: string): Random {
  const stream = seedrandom.alea(name);
  const below = (limit: number): number => Math.floor(stream.double() * limit);
  return { below, of: (from) => from[below(from.length)]! };
}
