// Decisions of the environment by stable name: `link/1>2/17/latency` is the latency of the 17th message
// from node 1 to node 2. A plan may fix any of them; the others keep their draws.

import type { Plan } from './plan.ts';

/** Lanes of a link's n-th message. */
export const linkLanes = {
  lost: 0,
  latency: 1,
  duplicated: 2,
  copyLatency: 3,
  reordered: 4,
  extra: 5,
  corrupted: 6,
  copyCorrupted: 7,
} as const;
/** Lanes of a disk's n-th fsync, and of its n-th crash. */
export const diskLanes = {
  fsync: 0,
  stalled: 1,
  stall: 2,
  kept: 3,
  torn: 4,
  tear: 5,
  write: 6,
  lied: 7,
  late: 8,
  rotten: 9,
} as const;
/** Lanes of a client's n-th call or attempt. */
export const clientLanes = {
  command: 0,
  key: 1,
  think: 2,
  node: 3,
  latency: 4,
  lost: 5,
  answerLatency: 6,
  answerLost: 7,
} as const;
/** Lanes of a course's n-th request, and of its n-th attempt at one. */
export const courseLanes = { client: 0, get: 1, key: 2, fresh: 3, target: 4, request: 5, answer: 6 } as const;
/** Lanes of a line of messages, and of a schedule's n-th change. */
export const scheduleLanes = { priority: 0, change: 1 } as const;
/** Lanes of a fault's n-th strike. */
export const faultLanes = { gap: 0, duration: 1, chance: 2, by: 3 } as const;
/** A fault's n-th strike chooses nodes one after another: `node1`, `node2`, … */
export const firstNodeLane = 8;
const lanesASlot = 64;

/** The overrides of one stream, by `overrideKey`. */
export type Overrides = ReadonlyMap<number, number>;

export function overrideKey(ordinal: number, lane: number): number {
  return ordinal * lanesASlot + lane;
}

/** Streams whose draws a plan fixes, and what it fixes them to. Built once a run. */
export class DecisionBook {
  private readonly streams: Map<string, Map<number, number>> = new Map();

  constructor(plan: Plan) {
    for (const [name, value] of Object.entries(plan.overrides)) {
      const decision = decisionOf(name);
      if (decision === null) {
        throw new RangeError(`no decision is called "${name}": expected e.g. link/1>2/17/latency`);
      }
      this.put(decision.stream, decision.key, value);
    }
  }

  /** null where nothing of the stream is fixed, so that the hot path tests one reference. */
  of(stream: string): Overrides | null {
    return this.streams.get(stream) ?? null;
  }

  private put(stream: string, key: number, value: number): void {
    const known = this.streams.get(stream) ?? new Map<number, number>();
    known.set(key, value);
    this.streams.set(stream, known);
  }
}

export interface DecisionName {
  /** `link/1>2` */
  readonly stream: string;
  /** Within the stream. */
  readonly key: number;
}

/** Null: no decision has such a name. */
export function decisionOf(name: string): DecisionName | null {
  const parts = name.split('/');
  const family = parts[0] as string;
  const last = parts[parts.length - 1] as string;
  if (family === 'server') {
    const draw = /^server\/[1-9]\d*\/(\d{1,15})$/.exec(name);
    return draw === null ? null : { stream: parts.slice(0, -1).join('/'), key: Number(draw[1]) };
  }
  const stream = parts.slice(0, -2).join('/');
  const ordinal = parts[parts.length - 2] ?? '';
  const lane = Object.hasOwn(laneNames, family) ? laneNames[family] : undefined;
  const isNamed = lane !== undefined && Object.hasOwn(lane, last) && /^\d{1,14}$/.test(ordinal);
  if (!isNamed || streamPatterns[family]?.test(stream) !== true) return null;
  return { stream, key: overrideKey(Number(ordinal), lane[last] as number) };
}

const streamPatterns: { readonly [family: string]: RegExp } = {
  link: /^link\/[1-9]\d*>[1-9]\d*$/,
  disk: /^disk\/[1-9]\d*$/,
  client: /^client\/[1-9]\d*$/,
  course: /^course\/(requests|attempts)$/,
  schedule: /^schedule$/,
  fault: /^fault\/[^/]+$/,
};

const laneNames: { readonly [family: string]: { readonly [lane: string]: number } } = {
  link: linkLanes,
  disk: diskLanes,
  client: clientLanes,
  course: courseLanes,
  schedule: scheduleLanes,
  fault: { ...faultLanes, ...nodeLanes() },
  server: {},
};

function nodeLanes(): { readonly [lane: string]: number } {
  const lanes: { [lane: string]: number } = {};
  for (let lane = firstNodeLane; lane < lanesASlot; lane++) lanes[`node${lane - firstNodeLane + 1}`] = lane;
  return lanes;
}
