// A part of a hunt that one machine does: of n shards, the i-th has the islands whose number leaves i-1 when divided
// by n.

import { islandCount } from './island.ts';

export interface Shard {
  /** 1 … of */
  readonly index: number;
  /** 1 … islandCount */
  readonly of: number;
}

export const wholeHunt: Shard = { index: 1, of: 1 };

export function islandsOf({ index, of }: Shard): readonly number[] {
  const islands: number[] = [];
  for (let island = index - 1; island < islandCount; island += of) islands.push(island);
  return islands;
}
