// What all of one course run share: who is believed to lead, which side of a partition is which, who is alive,
// and the counts.

import type { Cluster } from '../cluster.ts';
import type { Scene } from '../scene.ts';
import { CourseCounts } from './counts.ts';
import type { CoursePlan } from './plan.ts';

export class Course {
  readonly plan: CoursePlan;
  readonly counts: CourseCounts = new CourseCounts();
  /** Replicas, in the order in which each was first believed to lead. */
  readonly leaders: number[] = [];
  /** 0 = nobody. */
  believed = 0;
  /** The larger side while there is a partition; null = the network is whole. */
  majority: readonly number[] | null = null;
  /** By replica: killed, so that its silence is no fault of its own. */
  readonly killed: boolean[] = [];
  /** Called by whom the clients' memories are erased. */
  forgetLeaders: () => void = () => {};
  /** Ends the run before its time. */
  stop: () => void = () => {};
  private readonly scene: Scene;
  private cluster: Cluster | null = null;

  constructor(plan: CoursePlan, scene: Scene) {
    this.plan = plan;
    this.scene = scene;
  }

  /** Clients are there before the replicas that answer them. */
  meet(cluster: Cluster): void {
    this.cluster = cluster;
  }

  isAlive(replica: number): boolean {
    const node = this.cluster!.node(replica);
    return node.isUp && !node.isDoomed;
  }

  /** Whom a replica's messages name as leader; 0 = nobody. */
  leaderOf(replica: number): number {
    const { kind } = this.scene;
    const program = this.cluster!.program(replica);
    if (program === undefined) return 0;
    if (kind.leader !== undefined) return kind.leader(program);
    return kind.status?.(program).role === 'leader' ? replica : 0;
  }

  isInMajority(replica: number): boolean {
    return this.majority === null || this.majority.includes(replica);
  }

  /** The `leader` field of a valid message: it counts unless it comes from the smaller side. */
  hear(from: number, leader: number): void {
    if (!this.isInMajority(from)) return;
    this.believed = leader;
    if (leader !== 0 && !this.leaders.includes(leader)) this.leaders.push(leader);
  }

  /** Nobody knows who leads. */
  forget(): void {
    this.believed = 0;
    this.forgetLeaders();
  }
}
