// Shares of the cost by what pays.

import { describe, expect, it } from 'vitest';
import { Bandit } from './bandit.ts';
import { Dice } from './dice.ts';

/** How the cost of some hundred cases was divided, where arms gain and cost so much. */
function divided(gains: readonly number[], costs: readonly number[], name = 'bandit'): readonly number[] {
  const bandit = new Bandit(
    gains.map(() => 1),
    costs.map(() => 1000),
  );
  const spent = gains.map(() => 0);
  for (let turn = 0; turn < 2000; turn++) {
    const arm = bandit.choose(new Dice(`${name}/${turn}`));
    bandit.learn(arm, gains[arm]!, costs[arm]!);
    spent[arm]! += costs[arm]!;
  }
  const total = spent.reduce((sum, each) => sum + each, 0);
  return spent.map((each) => each / total);
}

describe('a bandit', () => {
  it('gives most to what pays most, and never nothing', () => {
    const [good, poor] = divided([100, 5], [1000, 1000]) as [number, number];
    expect(good).toBeGreaterThan(0.7);
    expect(poor).toBeGreaterThan(0.03);
  });

  it('counts cost, not cases', () => {
    const [cheap, dear] = divided([10, 10], [1000, 8000]) as [number, number];
    expect(cheap).toBeGreaterThan(dear);
    const [one, other] = divided([10, 80], [1000, 8000]) as [number, number];
    expect(Math.abs(one - other)).toBeLessThan(0.2);
  });

  it('does the same again with the same dice', () => {
    expect(divided([3, 2, 1], [900, 1000, 1100])).toEqual(divided([3, 2, 1], [900, 1000, 1100]));
    expect(divided([3, 2, 1], [900, 1000, 1100], 'other')).not.toEqual(divided([3, 2, 1], [900, 1000, 1100]));
  });
});
