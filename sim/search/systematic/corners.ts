// Corners of the space worth exploring one by one: each leaves most things out, and goes the further for it.

import { type Bounds, defaultBounds } from './bounds.ts';

export interface Corner {
  readonly name: string;
  readonly nodes: number;
  readonly preVote: boolean;
  readonly bounds: Bounds;
}

const nothing: Bounds = {
  ...defaultBounds,
  timeouts: 0,
  heartbeats: 0,
  crashes: 0,
  calls: 0,
  copies: 0,
  late: 0,
};

function corner(name: string, bounds: Partial<Bounds>, nodes = 3, preVote = false): Corner {
  return { name, nodes, preVote, bounds: { ...nothing, ...bounds } };
}

export const corners: readonly Corner[] = [
  corner('elections', { price: 4, timeouts: 4 }),
  corner('crashes', { price: 4, timeouts: 3, crashes: 2 }),
  corner('clients', { price: 5, timeouts: 2, heartbeats: 1, calls: 2, late: 1 }),
  corner('late messages', { price: 5, timeouts: 3, copies: 1, late: 2 }),
  corner('everything', { ...defaultBounds, price: 4 }),
  corner('pre-votes', { price: 5, timeouts: 4, crashes: 1, late: 2 }, 3, true),
  corner('four servers', { price: 3, timeouts: 3, late: 1 }, 4),
  corner('five servers', { price: 3, timeouts: 2, copies: 1 }, 5),
  corner('two servers', { ...defaultBounds, price: 5 }, 2),
];
