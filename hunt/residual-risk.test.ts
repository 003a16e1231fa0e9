// The estimates against cases that are counted by hand.

import { describe, expect, it } from 'vitest';
import { Dice } from './dice.ts';
import { ResidualRisk } from './residual-risk.ts';

function noted(runs: readonly (readonly number[])[], failures = 0): ResidualRisk {
  const risk = new ResidualRisk();
  runs.forEach((features, position) => {
    risk.note(features, position < failures);
  });
  return risk;
}

describe('the residual risk', () => {
  it('counts the runs that showed what no other did', () => {
    // 3 is of the second run alone, 4 and 5 of the third, 1 and 2 of several.
    expect(noted([[1, 2], [1, 3], [4, 5, 2], [1]]).novelty()).toBe(2 / 4);
    expect(noted([[1], [1], [1]]).novelty()).toBe(0);
    expect(noted([[1, 1]]).novelty()).toBeNull();
  });

  it('does not depend on the order of the runs', () => {
    const runs = [[1, 2], [1, 3], [4, 5, 2], [1]];
    expect(noted([...runs].reverse()).lines()).toEqual(noted(runs).lines());
  });

  it('comes near to the truth for runs that are drawn alike', () => {
    const dice = new Dice('risk');
    const risk = new ResidualRisk();
    const draw = (): number => dice.scaled(1, 4000);
    const seen = new Set<number>();
    for (let run = 0; run < 2000; run++) {
      const feature = draw();
      seen.add(feature);
      risk.note([feature], false);
    }
    let fresh = 0;
    for (let run = 0; run < 4000; run++) if (!seen.has(draw())) fresh++;
    expect(Math.abs((risk.novelty() ?? 1) - fresh / 4000)).toBeLessThan(0.05);
  });

  it('bounds the rate of failures by three in n, unless there was one', () => {
    expect(noted(Array.from({ length: 300 }, () => [1])).failureRateMax()).toBe(0.01);
    expect(noted([[1]]).failureRateMax()).toBe(1);
    expect(noted([[1], [1]], 1).failureRateMax()).toBeNull();
  });

  it('says each with what it assumes', () => {
    const [novelty, rate] = noted([[1, 2], [1, 3], [4, 5, 2], [1]]).lines();
    expect(novelty).toContain('50 %');
    expect(novelty).toContain('if seeds are drawn as before');
    expect(rate).toContain('rule of three: 3/4; for independent runs');
  });

  it('watches a random part where there is too much, and still tells', () => {
    const risk = new ResidualRisk(1000);
    const dice = new Dice('many');
    for (let run = 0; run < 40; run++) {
      risk.note(
        Array.from({ length: 40 }, () => dice.below(0x1_0000_0000)),
        false,
      );
    }
    expect(risk.novelty()).toBe(1);
    expect(risk.lines()[0]).toContain('of 2 kinds of states one is watched');
  });
});
