// Cases that reached states which none before them had reached, the best of them at hand for mutation.

import type { Case } from '../case.ts';
import type { Dice } from '../dice.ts';

interface Kept {
  readonly given: Case;
  /** New states a thousand events. */
  readonly gain: number;
  chosen: number;
}

const casesMax = 48;

export class Corpus {
  private readonly cases: Kept[] = [];

  get size(): number {
    return this.cases.length;
  }

  keep(given: Case, fresh: number, events: number): void {
    this.cases.push({ given, gain: (fresh * 1000) / Math.max(1, events), chosen: 0 });
    if (this.cases.length <= casesMax) return;
    let worst = 0;
    for (let i = 1; i < this.cases.length; i++)
      if (worthOf(this.cases[i]!) < worthOf(this.cases[worst]!)) worst = i;
    this.cases.splice(worst, 1);
  }

  /** The better of two thrown; null: there are none. */
  choose(dice: Dice): Case | null {
    if (this.cases.length === 0) return null;
    const [one, other] = [dice.oneOf(this.cases), dice.oneOf(this.cases)];
    const best = worthOf(one) >= worthOf(other) ? one : other;
    best.chosen++;
    return best.given;
  }
}

/** What was mutated often has given what it had. */
function worthOf({ gain, chosen }: Kept): number {
  return gain / (1 + chosen);
}
