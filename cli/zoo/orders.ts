// Which trials to make, and in which order: whoever stops early has seen a little of everything, and most of what
// targets are for.

import { targetOf } from '../../hunt/zoo/specimen.ts';
import type { TrialOrder } from '../../hunt/zoo/trial.ts';
import type { ZooSettings } from './settings.ts';

export function ordersOf(settings: ZooSettings): readonly TrialOrder[] {
  const { chosen, strategies, checks, masters, limitMs } = settings;
  const orders: TrialOrder[] = [];
  for (let masterSeed = 1; masterSeed <= masters; masterSeed++)
    for (const each of checks)
      for (const strategy of strategies)
        for (const { id, difficulty, nature } of chosen) {
          const limit = limitMs ?? targetOf(difficulty, nature).seconds * 1000;
          // One of each is enough to see how small it gets.
          const shrinks = masterSeed === 1 && strategy === strategies[0] && each === checks[0];
          orders.push({ specimen: id, strategy, masterSeed, checks: each, limitMs: limit, shrinks });
        }
  return orders;
}

/** What one trial is known by, whatever its limit. */
export function keyOf({
  specimen,
  strategy,
  masterSeed,
  checks,
}: Omit<TrialOrder, 'limitMs' | 'shrinks'>): string {
  return `${specimen} ${strategy} ${masterSeed} ${checks}`;
}
