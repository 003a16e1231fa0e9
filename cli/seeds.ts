// Which seeds to run: `--seed 7`, `--seeds 200` (1 to 200), `--seeds 1..500,900`.

import { BadInput } from './bad-input.ts';

interface Range {
  readonly first: number;
  readonly last: number;
}

/** Seeds in rising order, each once; as many as there are integers without taking room. */
export class Seeds {
  readonly count: number;
  private readonly ranges: readonly Range[];

  constructor(ranges: readonly Range[]) {
    this.ranges = merged(ranges);
    this.count = this.ranges.reduce((total, { first, last }) => total + (last - first + 1), 0);
  }

  static one(seed: number): Seeds {
    return new Seeds([{ first: seed, last: seed }]);
  }

  /** 1 … count */
  static upTo(count: number): Seeds {
    return new Seeds([{ first: 1, last: count }]);
  }

  *[Symbol.iterator](): Generator<number, void, undefined> {
    for (const { first, last } of this.ranges) {
      for (let seed = first; seed < last; seed++) yield seed;
      yield last;
    }
  }

  /** The seed at this position, from 0. */
  at(position: number): number {
    let before = position;
    for (const { first, last } of this.ranges) {
      if (before <= last - first) return first + before;
      before -= last - first + 1;
    }
    throw new RangeError(`there is no seed at ${position}, but ${this.count} of them`);
  }

  /** `1..500,900` */
  toString(): string {
    return this.ranges
      .map(({ first, last }) => (first === last ? `${first}` : `${first}..${last}`))
      .join(',');
  }
}

/** Decimal, 0 … 2^53−1. */
export function parseSeed(text: string): number {
  const seed = /^\d{1,16}$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(seed)) {
    throw new BadInput(`"${text}" is not a seed`, 'a seed is a decimal number from 0 to 9007199254740991');
  }
  return seed;
}

/** A lone number counts: `200` is 1..200. Lists and ranges name the seeds themselves. */
export function parseSeeds(text: string): Seeds {
  if (/^\s*\d+\s*$/.test(text)) {
    const count = parseSeed(text);
    if (count === 0)
      throw new BadInput('--seeds 0 runs nothing', 'give a number of seeds, or ranges: 1..500,900');
    return Seeds.upTo(count);
  }
  return new Seeds(text.split(',').map(parseRange));
}

function parseRange(text: string): Range {
  const ends = text.split('..');
  if (ends.length > 2 || ends.some((end) => end.trim() === '')) {
    throw new BadInput(`"${text}" is not a range of seeds`, 'write 1..500, or 1..500,900');
  }
  const first = parseSeed(ends[0]!);
  const last = parseSeed(ends.at(-1)!);
  if (last < first) throw new BadInput(`the range ${text} runs backwards`, `did you mean ${last}..${first}?`);
  return { first, last };
}

function merged(ranges: readonly Range[]): readonly Range[] {
  const rising = [...ranges].sort((a, b) => a.first - b.first);
  const result: Range[] = [];
  for (const range of rising) {
    const before = result.at(-1);
    if (before !== undefined && range.first <= before.last + 1) {
      result[result.length - 1] = { first: before.first, last: Math.max(before.last, range.last) };
    } else result.push(range);
  }
  return result;
}
