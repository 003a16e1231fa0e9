// Coverage: keeps the cases that reached new abstract states, and tries what lies beside them.

import type { Case } from '../case.ts';
import { Corpus } from '../coverage/corpus.ts';
import { mutate } from '../coverage/mutate.ts';
import { StateMap } from '../coverage/state-map.ts';
import { Dice } from '../dice.ts';
import type { Finding } from '../finding.ts';
import type { Strategy } from '../strategy.ts';
import { SwarmStrategy } from './swarm.ts';

/** Percent of the cases that are worlds drawn anew. */
const drawnAnew = 30;

export class CoverageStrategy implements Strategy {
  readonly name = 'coverage';
  readonly watchesStates = true;
  private readonly given: Omit<Case, 'seed'>;
  private readonly stream: string;
  private readonly source: SwarmStrategy;
  private readonly corpus = new Corpus();
  private readonly seen: StateMap;
  private drawn = 0;
  private mutated = 0;

  /** `seen`: shared with others that tell it what they found. */
  constructor(given: Omit<Case, 'seed'>, stream: string, seen: StateMap = new StateMap()) {
    this.given = given;
    this.stream = stream;
    this.source = new SwarmStrategy(given);
    this.seen = seen;
  }

  propose(seed: number): Case {
    const dice = new Dice(`${this.stream}/coverage/${seed}`);
    const parent = dice.chance(drawnAnew) ? null : this.corpus.choose(dice);
    if (parent === null) {
      this.drawn++;
      return this.source.propose(seed);
    }
    this.mutated++;
    return mutate(parent, this.given.scenario, seed, dice);
  }

  learn(proposed: Case, finding: Finding, states: Uint32Array | null): void {
    if (states !== null) this.keep(proposed, finding, this.seen.add(states));
  }

  /** `fresh`: states of the case that are new in the map. One that failed has shown what it had. */
  keep(proposed: Case, { signature, events }: Finding, fresh: number): void {
    if (fresh > 0 && signature === null) this.corpus.keep(proposed, fresh, events);
  }

  summary(): string {
    return (
      `coverage: ${this.seen.count} abstract states in ${this.drawn + this.mutated} runs, ` +
      `${this.mutated} of them mutations of ${this.corpus.size} kept cases`
    );
  }
}
