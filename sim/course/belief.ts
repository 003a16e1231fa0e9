// Whom the course believes to lead, and which side of a partition it listens to.

export class Belief {
  /** Replicas, in the order in which each was first believed to lead. */
  readonly leaders: number[] = [];
  /** 0 = nobody. */
  leader = 0;
  /** The larger side while there is a partition; null = the network is whole. */
  majority: readonly number[] | null = null;

  isInMajority(replica: number): boolean {
    return this.majority === null || this.majority.includes(replica);
  }

  /** The `leader` field of a valid message: it counts unless it comes from the smaller side. */
  hear(from: number, leader: number): void {
    if (!this.isInMajority(from)) return;
    this.leader = leader;
    if (leader !== 0 && !this.leaders.includes(leader)) this.leaders.push(leader);
  }
}
