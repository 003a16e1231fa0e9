// The dice of a strategy: drawn in order from a stream of their own, so that a name gives the same throws for ever.

import { SequentialRandom } from '../sim/kernel/random.ts';

export class Dice {
  private readonly source: SequentialRandom;

  constructor(name: string) {
    this.source = new SequentialRandom(name, null);
  }

  /** An integer in [0, limit). */
  below(limit: number): number {
    return this.source.below(limit);
  }

  /** An integer, both ends included. */
  between(least: number, most: number): number {
    return least + this.source.below(most - least + 1);
  }

  /** Small values as often as large ones of the same ratio: first how many halvings, then where in that octave. */
  scaled(least: number, most: number): number {
    let octaves = 0;
    while (least * 2 ** (octaves + 1) <= most) octaves++;
    const low = least * 2 ** this.source.below(octaves + 1);
    return this.between(low, Math.min(most, low * 2 - 1));
  }

  oneOf<T>(values: readonly T[]): T {
    return values[this.source.below(values.length)] as T;
  }

  chance(percent: number): boolean {
    return this.source.below(100) < percent;
  }
}
