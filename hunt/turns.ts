// Whose turn it is: scenarios take turns, so that a budget starves none, and so do the islands of each.

import type { Island } from './island.ts';

export class Turns {
  /** Islands that may propose, by scenario, those that waited longest first. */
  private readonly ready: Island[][];
  private readonly taken: number[];

  constructor(islands: readonly Island[], scenarios: number) {
    this.ready = Array.from({ length: scenarios }, () => []);
    this.taken = this.ready.map(() => 0);
    for (const island of islands) this.put(island);
  }

  /** After it has learnt. */
  put(island: Island): void {
    if (!island.isOver) this.ready[island.scenario]!.push(island);
  }

  /** Of the scenario that had the fewest turns; null: all wait for findings, or are over. */
  take(): Island | null {
    let fewest = -1;
    for (let scenario = 0; scenario < this.ready.length; scenario++) {
      if (this.ready[scenario]!.length === 0) continue;
      if (fewest < 0 || this.taken[scenario]! < this.taken[fewest]!) fewest = scenario;
    }
    if (fewest < 0) return null;
    this.taken[fewest]!++;
    return this.ready[fewest]!.shift()!;
  }
}
