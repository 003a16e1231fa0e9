// Which checkers an event concerns: those that watch one of the changes it made. The answer is kept for
// every set of changes that has come up, in a small direct-mapped table.

import type { RaftChecker } from './raft-checker.ts';

const slots = 4096;

export class Dispatch {
  private readonly checkers: readonly RaftChecker[];
  private readonly sets: Int32Array = new Int32Array(slots).fill(-1);
  private readonly lists: (readonly RaftChecker[])[];

  constructor(checkers: readonly RaftChecker[]) {
    this.checkers = checkers;
    this.lists = new Array<readonly RaftChecker[]>(slots).fill([]);
  }

  /** In the checkers' own order. */
  concerned(seen: number): readonly RaftChecker[] {
    // The golden ratio spreads sets that differ in a few bits over the table.
    const slot = Math.imul(seen, 0x9e3779b1) >>> 20;
    if (this.sets[slot] !== seen) {
      this.sets[slot] = seen;
      this.lists[slot] = this.checkers.filter(({ watches }) => (watches & seen) !== 0);
    }
    return this.lists[slot]!;
  }
}
