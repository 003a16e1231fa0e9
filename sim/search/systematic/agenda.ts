// What is still to be tried, by price. Prices take turns, and within a price shapes do; what follows a move for nothing
// is tried right after it.

import type { Move } from './move.ts';
import { shapeOf } from './shape.ts';
import type { State } from './state.ts';

export interface Pending {
  readonly from: State;
  readonly move: Move;
}

/** The `index`-th of `count` explorations that share the work, from 0. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Up to this price nothing dearer is tried before. */
const orderlyMax = 1;
/** Turns taken before they are forgotten. */
const takenMin = 1024;

interface Bucket {
  readonly pendings: Pending[];
}

/** Of one price. */
class Level {
  size = 0;
  private readonly byShape: Map<number, Bucket> = new Map();
  /** Those with something in them, the one whose turn it is first. */
  private turns: Bucket[] = [];
  private next = 0;

  push(pending: Pending): void {
    const shape = shapeOf(pending.from, pending.move);
    let bucket = this.byShape.get(shape);
    if (bucket === undefined) {
      bucket = { pendings: [] };
      this.byShape.set(shape, bucket);
    }
    if (bucket.pendings.length === 0) this.turns.push(bucket);
    bucket.pendings.push(pending);
    this.size++;
  }

  pop(): Pending {
    const bucket = this.turns[this.next++]!;
    const pending = bucket.pendings.pop()!;
    this.size--;
    if (bucket.pendings.length > 0) this.turns.push(bucket);
    if (this.next >= takenMin && this.next * 2 > this.turns.length) {
      this.turns = this.turns.slice(this.next);
      this.next = 0;
    }
    return pending;
  }

  all(): readonly Pending[] {
    return this.turns.slice(this.next).flatMap(({ pendings }) => pendings);
  }
}

export class Agenda {
  private readonly levels: Level[] = [];
  /** What costs no more than what led to it. */
  private free: Pending[] = [];
  private nextFree = 0;
  private turn = 0;
  private shard: Shard | null;

  constructor(shard: Shard | null) {
    this.shard = shard;
  }

  push(pending: Pending, price: number, isFree: boolean): void {
    if (isFree) {
      this.free.push(pending);
      return;
    }
    while (this.levels.length <= price) this.levels.push(new Level());
    this.levels[price]!.push(pending);
  }

  /** Undefined when nothing is left. */
  pop(): Pending | undefined {
    const { free, levels } = this;
    // In the order in which they came: the shorter path usually leaves more in flight.
    if (this.nextFree < free.length) return this.popFree();
    for (let price = 0; price < Math.min(orderlyMax + 1, levels.length); price++)
      if (levels[price]!.size > 0) return levels[price]!.pop();
    this.share();
    for (let i = 0; i < levels.length; i++) {
      this.turn = (this.turn + 1) % levels.length;
      const level = levels[this.turn]!;
      if (level.size > 0) return level.pop();
    }
    return undefined;
  }

  private popFree(): Pending {
    const pending = this.free[this.nextFree++]!;
    if (this.nextFree === this.free.length) {
      this.free = [];
      this.nextFree = 0;
    }
    return pending;
  }

  /** Dealt out once, where every shard has done the same so far. */
  private share(): void {
    const { shard } = this;
    if (shard === null) return;
    this.shard = null;
    const { levels } = this;
    for (let price = 0; price < levels.length; price++) {
      const all = levels[price]!.all();
      levels[price] = new Level();
      all.forEach((pending, position) => {
        if (position % shard.count === shard.index) levels[price]!.push(pending);
      });
    }
  }

  /** The lowest price at which something is left; -1 = nothing. */
  get price(): number {
    return this.levels.findIndex(({ size }) => size > 0);
  }

  all(): readonly Pending[] {
    return [...this.free.slice(this.nextFree), ...this.levels.flatMap((level) => level.all())];
  }
}
