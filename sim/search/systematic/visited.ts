// The states that were met. One with fewer messages in flight and less left to spend can reach nothing that the other
// cannot: nobody has to take a message. So a state counts as met where such another one was.

import { isWithin, type Spending } from './move.ts';

interface Met {
  /** Messages in flight by number, ascending. */
  readonly mail: readonly number[];
  readonly spent: Spending;
}

export class Visited {
  /** Distinct states met, those covered by another apart. */
  count = 0;
  private readonly byPrint: Map<number, Met[]> = new Map();
  private readonly isSubsuming: boolean;

  /** `isSubsuming`: false: only the very same counts as met. */
  constructor(isSubsuming: boolean) {
    this.isSubsuming = isSubsuming;
  }

  /** `mail` ascending. */
  covers(print: number, mail: readonly number[], spent: Spending): boolean {
    const met = this.byPrint.get(print);
    if (met === undefined) return false;
    for (let i = 0; i < met.length; i++) {
      const one = met[i]!;
      if (isWithin(one.spent, spent) && this.holds(one.mail, mail)) return true;
    }
    return false;
  }

  add(print: number, mail: readonly number[], spent: Spending): void {
    this.count++;
    const one: Met = { mail, spent };
    const met = this.byPrint.get(print);
    if (met === undefined) this.byPrint.set(print, [one]);
    else {
      const kept = met.filter((other) => !(isWithin(spent, other.spent) && this.holds(mail, other.mail)));
      kept.push(one);
      this.byPrint.set(print, kept);
    }
  }

  private holds(all: readonly number[], some: readonly number[]): boolean {
    if (!this.isSubsuming) return all.length === some.length && all.every((id, i) => id === some[i]);
    if (some.length > all.length) return false;
    let place = 0;
    for (let i = 0; i < some.length; i++) {
      while (place < all.length && all[place]! < some[i]!) place++;
      if (all[place] !== some[i]) return false;
      place++;
    }
    return true;
  }
}
