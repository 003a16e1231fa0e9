// The clients of a drawn world.

import type { WorkloadSection } from '../../scenarios/scenario.ts';
import type { Dice } from '../dice.ts';
import type { Profile } from './profile.ts';
import { ms } from './times.ts';

const mixes = [
  { get: 3, put: 4, cas: 2, append: 2 },
  { get: 2, put: 6 },
  { get: 1, append: 4 },
  { get: 5, put: 3, delete: 1, cas: 1, append: 1 },
] as const;
const readers = [
  { get: 12, put: 1 },
  { get: 6, put: 2, append: 1 },
] as const;

/** `until`: when calls end, ms. `isOwed`: in the calm every client must be served, so that none gives up. */
export function drawWorkload(
  calls: Profile['calls'],
  until: number,
  isOwed: boolean,
  dice: Dice,
): WorkloadSection {
  const shared = {
    keys: { count: dice.oneOf([1, 2, 3, 5]) },
    timeout: ms(dice.oneOf(isOwed ? [200, 300] : [100, 300, 300, 1000])),
    retry: isOwed ? ('same-id' as const) : dice.oneOf(['same-id', 'same-id', 'new-id', 'never'] as const),
    target: dice.oneOf(['leader', 'leader', 'any'] as const),
    until: ms(until),
  };
  const think = (mean: number): WorkloadSection['arrival'] => ({
    closed: { think: { exp: { mean: ms(mean) } } },
  });
  switch (calls) {
    case 'any':
      return {
        ...shared,
        clients: dice.between(1, 5),
        inFlight: dice.oneOf([1, 1, 2, 3]),
        ops: dice.oneOf(mixes),
        arrival: think(dice.scaled(5, 80)),
      };
    case 'reads':
      return {
        ...shared,
        clients: dice.between(4, 12),
        inFlight: dice.oneOf([1, 3]),
        ops: dice.oneOf(readers),
        arrival: think(dice.scaled(10, 40)),
      };
    case 'few':
      return {
        ...shared,
        clients: dice.between(1, 3),
        inFlight: 1,
        ops: dice.oneOf([...mixes, { get: 1 }]),
        arrival: think(dice.scaled(20, 100)),
      };
  }
}
