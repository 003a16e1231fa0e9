// Named sources of randomness. A decision's draw is a pure function of its stream's name, its ordinal
// and its lane, so that editing one thing reshuffles nothing else; seedrandom turns names into keys.

import seedrandom from 'seedrandom';

/** Draws by position: `at(n, lane)` is the same whatever else was drawn. */
export class Stream {
  private readonly key: number;
  private readonly salt: number;

  constructor(name: string) {
    const source = seedrandom.alea(name);
    this.key = source.int32();
    this.salt = source.int32();
  }

  /** 32 random bits, unsigned. `ordinal`: the n-th decision; `lane`: which part of it. */
  at(ordinal: number, lane: number): number {
    let word = this.key ^ Math.imul(ordinal, 0x9e3779b1);
    word = Math.imul(word ^ (word >>> 16), 0x21f0aaad);
    word = (word ^ (word >>> 15)) + this.salt + Math.imul(lane, 0x6c078965);
    word = Math.imul(word ^ (word >>> 16), 0x735a2d97);
    word = Math.imul(word ^ (word >>> 15), 0x7feb352d);
    return (word ^ (word >>> 16)) >>> 0;
  }
}

/** An integer in [0, limit) from 32 random bits; limit ≤ 2^21 keeps the product exact. */
export function scale(draw: number, limit: number): number {
  return Math.floor((draw * limit) / 0x1_0000_0000);
}

/** A stream drawn in order, for one server's own use. `forced` replaces the n-th draw (from 1) by its value. */
export class SequentialRandom {
  private readonly source: seedrandom.PRNG;
  private readonly forced: ReadonlyMap<number, number> | null;
  private drawn = 0;

  constructor(name: string, forced: ReadonlyMap<number, number> | null) {
    this.source = seedrandom.alea(name);
    this.forced = forced;
  }

  /** A uniform integer in [0, limit), 1 ≤ limit ≤ 2^32. */
  below(limit: number): number {
    const draw = this.source.int32() >>> 0;
    this.drawn++;
    const forced = this.forced?.get(this.drawn);
    return forced !== undefined && forced < limit ? forced : scale(draw, limit);
  }
}
