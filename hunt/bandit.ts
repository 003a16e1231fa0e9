// Which of several ways pays: each has a share of the cost from the start, and gets more or less of it by what it has
// brought lately for what it cost. Deterministic: the dice are the caller's.

import type { Dice } from './dice.ts';

interface Arm {
  readonly prior: number;
  gain: number;
  /** Of the cases that the gain came from. */
  cost: number;
  /** Of one case, on average. */
  costOfOne: number;
  chosen: number;
}

/** What an arm brought counts half after some 35 cases of it. */
const memory = 0.98;
/** A prior is doubted by so much at most, up and down. */
const doubtMax = 4;
/** How much an arm must have cost before it is judged by itself. */
const trialCost = 20_000;

export class Bandit {
  private readonly arms: Arm[];

  /** `costs`: what one case of each is thought to cost. */
  constructor(priors: readonly number[], costs: readonly number[]) {
    this.arms = priors.map((prior, position) => ({
      prior,
      gain: 0,
      cost: 0,
      costOfOne: costs[position] as number,
      chosen: 0,
    }));
  }

  /** Draws an arm; its chance makes its share of the cost, not of the cases. */
  choose(dice: Dice): number {
    const shares = this.shares().map((share, arm) => share / this.arms[arm]!.costOfOne);
    const total = shares.reduce((sum, share) => sum + share, 0);
    let left = (dice.below(1_000_000) / 1_000_000) * total;
    for (let arm = 0; arm < shares.length; arm++) {
      left -= shares[arm]!;
      if (left < 0) return arm;
    }
    return shares.length - 1;
  }

  learn(position: number, gain: number, cost: number): void {
    const arm = this.arms[position]!;
    arm.gain = arm.gain * memory + gain;
    arm.cost = arm.cost * memory + cost;
    arm.costOfOne += (cost - arm.costOfOne) / Math.min(20, arm.chosen + 3);
    arm.chosen++;
  }

  chosen(position: number): number {
    return this.arms[position]!.chosen;
  }

  /** Of the cost, each above 0. */
  shares(): readonly number[] {
    let gain = 1;
    let cost = trialCost;
    for (const arm of this.arms) {
      gain += arm.gain;
      cost += arm.cost;
    }
    const usual = gain / cost;
    return this.arms.map((arm) => {
      const own = (arm.gain + usual * trialCost) / (arm.cost + trialCost);
      return arm.prior * Math.min(doubtMax, Math.max(1 / doubtMax, own / usual));
    });
  }
}
