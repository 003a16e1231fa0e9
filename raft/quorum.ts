// Majorities: how many make one, and what one of them has reached.

import type { NodeId } from './units.ts';

/** The fewest of `members` that share a server with every other such set (paper §5.2). */
export function quorumSize(members: number): number {
  return Math.floor(members / 2) + 1;
}

/**
 * The largest value that at least `count` of the nodes have reached.
 * `scratch` holds at least `count` numbers and is overwritten; 1 ≤ count ≤ nodes.length.
 */
export function reachedBy(
  count: number,
  nodes: readonly NodeId[],
  values: readonly number[],
  scratch: Float64Array,
): number {
  // The `count` largest so far, falling; clusters are small, so that insertion beats any cleverness.
  let filled = 0;
  for (let n = 0; n < nodes.length; n++) {
    const value = values[nodes[n]!]!;
    let place = filled;
    while (place > 0 && scratch[place - 1]! < value) place--;
    if (place >= count) continue;
    if (filled < count) filled++;
    for (let i = filled - 1; i > place; i--) scratch[i] = scratch[i - 1]!;
    scratch[place] = value;
  }
  return scratch[count - 1]!;
}
