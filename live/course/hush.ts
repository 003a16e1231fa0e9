// Whom to send nothing yet. Whoever is sent a message before its own hello has come counts as dead for good, and
// nobody is told when that was: who has spoken has said it, and the others have when they have had the time to start.

import { type Instant, type NodeId, never } from '../../raft/units.ts';

/** All start together; none is taken to need more than so many times what this one needed. */
const startsMax = 8;
/** The course's requests begin 5 s after the start: there must be a leader by then, however slow the machine, µs. */
const hushMax = 3_500_000;

export class Hush {
  private readonly hasSpoken: boolean[] = [];
  private until: Instant = never;

  /** This replica says hello now, and its process began at 0. */
  onHello(now: Instant): void {
    this.until = now + Math.min(now * startsMax, hushMax);
  }

  onHeard(node: NodeId): void {
    this.hasSpoken[node] = true;
  }

  isFor(node: NodeId, now: Instant): boolean {
    return now < this.until && this.hasSpoken[node] !== true;
  }
}
