// The strategy of one island.

import type { Case } from '../case.ts';
import type { Strategy, StrategyName } from '../strategy.ts';
import { PctStrategy } from './pct.ts';
import { RandomStrategy } from './random.ts';
import { SwarmStrategy } from './swarm.ts';

/** Those that `strategyFor` knows, the default one last. */
export const strategiesThere: readonly StrategyName[] = ['random', 'pct', 'swarm'];

/** `stream`: the name of its dice; those of `swarm` and `random` are the seeds. */
export function strategyFor(name: StrategyName, given: Omit<Case, 'seed'>, _stream: string): Strategy {
  switch (name) {
    case 'random':
      return new RandomStrategy(given);
    case 'pct':
      return new PctStrategy(given);
    case 'swarm':
      return new SwarmStrategy(given);
    default:
      throw new RangeError(`no strategy ${name} yet`);
  }
}
