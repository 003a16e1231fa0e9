// Which cases are run twice: a share of them, chosen by seed, so that they are the same in every hunt.

import { Stream } from '../sim/kernel/random.ts';
import type { Finding } from './finding.ts';

export class Repetitions {
  private readonly dice: readonly Stream[];
  private readonly share: number;

  constructor(scenarios: readonly string[], masterSeed: number, share: number) {
    this.dice = scenarios.map((name) => new Stream(`${masterSeed}/twice/${name}`));
    this.share = share;
  }

  isChosen(scenario: number, seed: number): boolean {
    return this.dice[scenario]!.at(seed, 0) < this.share * 0x1_0000_0000;
  }
}

/** Null: two runs are the same; else the digests of both. */
export function difference(one: Finding, other: Finding): readonly [string, string] | null {
  const isSame = one.digest === other.digest && JSON.stringify(one.verdict) === JSON.stringify(other.verdict);
  return isSame ? null : [one.digest, other.digest];
}
