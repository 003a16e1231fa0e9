// The scenario as it stands, under one seed after another.

import type { Case } from '../case.ts';
import type { Strategy } from '../strategy.ts';

export class RandomStrategy implements Strategy {
  readonly name = 'random';
  readonly watchesStates = false;
  private readonly given: Omit<Case, 'seed'>;
  private tried = 0;

  constructor(given: Omit<Case, 'seed'>) {
    this.given = given;
  }

  propose(seed: number): Case {
    this.tried++;
    return { ...this.given, seed };
  }

  learn(): void {}

  summary(): string {
    return `random: ${this.tried} seeds of ${this.given.scenario.name} as it stands`;
  }
}
