// One source of environmental decisions: drawn from its named stream unless the plan fixes them.

import { type DecisionBook, type Overrides, overrideKey } from './decision.ts';
import { sample } from './kernel/distribution.ts';
import { Stream, scale } from './kernel/random.ts';
import type { Distribution, Threshold } from './plan.ts';

export class DecisionStream {
  private readonly path: string;
  /** Made when first drawn from: many are never. */
  private made: Stream | null = null;
  private readonly overrides: Overrides | null;

  /** `name`: `link/1>2`, `disk/3`, `client/4`, `fault/storm`. */
  constructor(seed: number, name: string, book: Pick<DecisionBook, 'of'>) {
    this.path = `${seed}/${name}`;
    this.overrides = book.of(name);
  }

  private get stream(): Stream {
    this.made ??= new Stream(this.path);
    return this.made;
  }

  /** 32 bits that no plan fixes: for what has no name of its own. */
  bits(ordinal: number, lane: number): number {
    return this.stream.at(ordinal, lane);
  }

  fixed(ordinal: number, lane: number): number | undefined {
    return this.overrides === null ? undefined : this.overrides.get(overrideKey(ordinal, lane));
  }

  happens(threshold: Threshold, ordinal: number, lane: number): boolean {
    if (this.overrides !== null) {
      const fixed = this.overrides.get(overrideKey(ordinal, lane));
      if (fixed !== undefined) return fixed !== 0;
    }
    return threshold !== 0 && this.stream.at(ordinal, lane) < threshold;
  }

  /** 32 bits, or what the plan fixes. */
  draw(ordinal: number, lane: number): number {
    return this.fixed(ordinal, lane) ?? this.stream.at(ordinal, lane);
  }

  /** µs. */
  duration(distribution: Distribution, ordinal: number, lane: number): number {
    if (this.overrides !== null) {
      const fixed = this.overrides.get(overrideKey(ordinal, lane));
      if (fixed !== undefined) return fixed;
    }
    return distribution.kind === 'constant'
      ? distribution.value
      : sample(distribution, this.stream.at(ordinal, lane));
  }

  /** An integer in [0, count); fixed values beyond it count modulo. */
  pick(count: number, ordinal: number, lane: number): number {
    const fixed = this.fixed(ordinal, lane);
    return fixed === undefined ? scale(this.stream.at(ordinal, lane), count) : fixed % count;
  }
}
