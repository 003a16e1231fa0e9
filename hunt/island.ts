// A hunt of a scenario is divided into islands, always as many: the k-th seed belongs to island k mod 60, and each
// has a strategy of its own that is told its findings strictly in order. So what is tried and what is learnt does not
// depend on how many workers there are, who is faster, or how islands are dealt out to shards.

import { Digest } from '../sim/kernel/digest.ts';
import type { Case } from './case.ts';
import type { Finding } from './finding.ts';
import type { CasePlace } from './listener.ts';
import type { SeedList } from './seed-list.ts';
import type { Strategy } from './strategy.ts';

/** Divided evenly by 2, 3, 4, 5, 6, 10 and 12. */
export const islandCount = 60;

/** The name of the dice of an island's strategy. */
export function streamOf(masterSeed: number, scenario: string, island: number): string {
  return `${masterSeed}/hunt/${scenario}/${island}`;
}

export class Island {
  /** Position of the scenario in the hunt. */
  readonly scenario: number;
  /** 0 … islandCount - 1 */
  readonly number: number;
  readonly strategy: Strategy;
  /** Cases that it has learnt from. */
  done = 0;
  private readonly seeds: SeedList;
  private readonly digest = new Digest();
  private proposed: Case | null = null;

  constructor(scenario: number, number: number, seeds: SeedList, strategy: Strategy) {
    this.scenario = scenario;
    this.number = number;
    this.seeds = seeds;
    this.strategy = strategy;
  }

  /** Where in the list of seeds its next one is. */
  get position(): number {
    return this.number + this.done * islandCount;
  }

  /** Of the case that it learns from next. */
  get place(): CasePlace {
    return { scenario: this.scenario, island: this.number, ordinal: this.done };
  }

  /** Cases in all. */
  get total(): number {
    return Math.max(0, Math.ceil((this.seeds.count - this.number) / islandCount));
  }

  /** Whether its seeds are used up. */
  get isOver(): boolean {
    return this.position >= this.seeds.count;
  }

  /** The next case; the one after it only when this one's finding is learnt. */
  propose(): Case {
    if (this.proposed !== null || this.isOver)
      throw new Error(`island ${this.number} has nothing to propose`);
    this.proposed = this.strategy.propose(this.seeds.at(this.position));
    return this.proposed;
  }

  learn(finding: Finding, states: Uint32Array | null): void {
    const { proposed } = this;
    if (proposed === null) throw new Error(`island ${this.number} has proposed nothing`);
    this.proposed = null;
    this.digest.foldText(finding.digest);
    this.done++;
    this.strategy.learn(proposed, finding, states);
  }

  /** Of all its runs, in order. */
  standing(scenario: string): IslandStanding {
    return { scenario, island: this.number, runs: this.done, digest: this.digest.hex() };
  }
}

/** What came of an island: enough to see that two hunts were the same. */
export interface IslandStanding {
  readonly scenario: string;
  readonly island: number;
  readonly runs: number;
  readonly digest: string;
}

/** Of a whole hunt: the same however its islands were dealt out; islands without a run do not count. */
export function huntDigest(standings: readonly IslandStanding[]): string {
  const digest = new Digest();
  const lines = standings
    .filter(({ runs }) => runs > 0)
    .map(
      ({ scenario, island, runs, digest: own }) =>
        `${scenario}\n${String(island).padStart(2, '0')}\n${runs}\n${own}`,
    );
  for (const line of lines.sort()) digest.foldText(line);
  return digest.hex();
}
