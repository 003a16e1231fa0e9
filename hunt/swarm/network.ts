// The network of a drawn world: what it is in the calm, and the weather over it while faults last.

import type { LinkSpec, NetworkSection } from '../../scenarios/scenario.ts';
import type { Dice } from '../dice.ts';
import type { Heat } from './profile.ts';
import { ms, range } from './times.ts';

export interface DrawnNetwork {
  readonly base: NetworkSection;
  /** Of all links until the calm; null: none. */
  readonly weather: LinkSpec | null;
}

export function drawNetwork(heat: Heat, dice: Dice): DrawnNetwork {
  const clients = { latency: range(1, dice.oneOf([2, 5, 20])), loss: dice.oneOf([0, 0, 0.05, 0.2]) };
  switch (heat) {
    case 'still':
      return { base: { latency: range(1, dice.oneOf([2, 8, 15])), clients }, weather: null };
    // Only chance in the servers themselves can part them.
    case 'even':
      return { base: { latency: ms(dice.between(1, 8)), clients: { latency: '2ms' } }, weather: null };
    // Loss that does not end with the faults.
    case 'lossy':
      return {
        base: { latency: range(1, 10), loss: dice.between(20, 33) / 100, clients },
        weather: null,
      };
    case 'mild':
      return {
        base: { latency: range(1, 8), clients },
        weather: {
          latency: tailed(dice, 8, dice.between(1, 3), 400),
          loss: dice.between(0, 5) / 100,
          duplicate: dice.between(0, 8) / 100,
        },
      };
    case 'hot':
      return {
        base: { latency: range(1, 8), clients },
        weather: {
          latency: tailed(dice, 15, dice.between(2, 7), dice.scaled(300, 2400)),
          loss: dice.oneOf([0, 5, 8, 12, 16, 25]) / 100,
          duplicate: dice.oneOf([0, 5, 10, 20, 30, 50]) / 100,
        },
      };
  }
}

const values = 24;

/** Mostly short; `late` of its values reach up to `tail`, ms: several election timeouts. */
function tailed(dice: Dice, short: number, late: number, tail: number): { readonly choice: string[] } {
  const choice: string[] = [];
  for (let i = late; i < values; i++) choice.push(ms(dice.between(1, short)));
  for (let i = 0; i < late; i++) choice.push(ms(dice.scaled(short + 1, tail)));
  return { choice };
}
