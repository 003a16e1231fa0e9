// Swarm testing: every seed draws another world, from one taste or from all of them in turn.

import type { Case } from '../case.ts';
import { Dice } from '../dice.ts';
import type { Strategy } from '../strategy.ts';
import { freedomOf } from '../swarm/freedom.ts';
import type { Profile } from '../swarm/profile.ts';
import { profiles } from '../swarm/profiles.ts';
import { vary } from '../swarm/vary.ts';

export class SwarmStrategy implements Strategy {
  readonly name = 'swarm';
  readonly watchesStates = false;
  private readonly given: Omit<Case, 'seed'>;
  private readonly choice: readonly Profile[];
  private readonly tried = new Map<string, number>();

  constructor(given: Omit<Case, 'seed'>, choice: readonly Profile[] = profiles) {
    this.given = given;
    this.choice = choice;
  }

  propose(seed: number): Case {
    const profile = this.profileFor(seed);
    this.tried.set(profile.name, (this.tried.get(profile.name) ?? 0) + 1);
    return { ...this.given, scenario: vary(this.given.scenario, profile, seed), seed };
  }

  learn(): void {}

  summary(): string {
    const { scenario } = this.given;
    const counts = [...this.tried].map(([name, count]) => `${name} ${count}`).join(', ');
    return freedomOf(scenario) === 'none'
      ? `swarm: ${scenario.name} is told step by step, so that only its seeds varied`
      : `swarm: worlds drawn by profile: ${counts === '' ? 'none yet' : counts}`;
  }

  private profileFor(seed: number): Profile {
    const total = this.choice.reduce((sum, { weight }) => sum + weight, 0);
    let left = new Dice(`${seed}/profile`).below(total);
    for (const profile of this.choice) {
      if (left < profile.weight) return profile;
      left -= profile.weight;
    }
    throw new Error('weights that do not add up');
  }
}
