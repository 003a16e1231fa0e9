// The disks of a drawn world: honest ones, whatever they take their time for. Lies and rot are left to scenarios
// that mean them, for Raft promises nothing on a disk that forgets what it had confirmed.

import type { StorageSection } from '../../scenarios/scenario.ts';
import type { Dice } from '../dice.ts';
import type { Profile } from './profile.ts';
import { range } from './times.ts';

export function drawStorage(kind: Profile['disk'], dice: Dice): StorageSection {
  const crash = {
    keepUnsynced: dice.oneOf([0, 0, 0.5, 1]),
    tornWrites: dice.oneOf([0, 0.5, 1]),
  };
  switch (kind) {
    case 'quick':
      return crash;
    case 'slow': {
      const least = dice.oneOf([0, 5, 20]);
      return { ...crash, fsyncLatency: range(least, least + dice.oneOf([10, 40, 80])), ...stalls(dice) };
    }
    case 'any':
      return dice.chance(40)
        ? crash
        : { ...crash, fsyncLatency: range(0, dice.oneOf([3, 10, 30])), ...stalls(dice) };
  }
}

function stalls(dice: Dice): Pick<StorageSection, 'stalls'> {
  if (dice.chance(60)) return {};
  return {
    stalls: { probability: dice.oneOf([0.01, 0.05]), duration: range(10, dice.oneOf([50, 200, 500])) },
  };
}
