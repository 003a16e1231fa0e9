// The strategy of one island.

import type { Case } from '../case.ts';
import type { Strategy, StrategyName } from '../strategy.ts';
import { CoverageStrategy } from './coverage.ts';
import { MixedStrategy } from './mixed.ts';
import { PctStrategy } from './pct.ts';
import { RandomStrategy } from './random.ts';
import { SwarmStrategy } from './swarm.ts';
import { SystematicStrategy } from './systematic.ts';

/** Those that `strategyFor` knows, the default one last. */
export const strategiesThere: readonly StrategyName[] = [
  'random',
  'swarm',
  'pct',
  'coverage',
  'systematic',
  'mixed',
];

/** `stream`: the name of its dice; those of `random`, `swarm` and `pct` are the seeds. */
export function strategyFor(
  name: StrategyName,
  given: Omit<Case, 'seed'>,
  stream: string,
  island: number,
): Strategy {
  switch (name) {
    case 'random':
      return new RandomStrategy(given);
    case 'swarm':
      return new SwarmStrategy(given);
    case 'pct':
      return new PctStrategy(given);
    case 'coverage':
      return new CoverageStrategy(given, stream);
    case 'systematic':
      return new SystematicStrategy(given, island);
    case 'mixed':
      return new MixedStrategy(given, stream);
  }
}
