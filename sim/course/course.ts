// What all of one course run share: who is believed to lead, who is alive, and the counts.

import type { Cluster } from '../cluster.ts';
import type { Scene } from '../scene.ts';
import { Belief } from './belief.ts';
import { CourseCounts } from './counts.ts';
import type { CoursePlan } from './plan.ts';

export class Course {
  readonly plan: CoursePlan;
  readonly counts: CourseCounts = new CourseCounts();
  readonly belief: Belief = new Belief();
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

  /** Nobody knows who leads. */
  forget(): void {
    this.belief.leader = 0;
    this.forgetLeaders();
  }
}
