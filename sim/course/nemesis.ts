// Strikes as the config file says: kills that last, and partitions between replicas.

import type { Cluster } from '../cluster.ts';
import { DecisionStream } from '../decision-stream.ts';
import { eventKinds } from '../kernel/event-kinds.ts';
import { betweenGroups, type Cut } from '../partition.ts';
import type { Scene } from '../scene.ts';
import { SelectorDraws, some } from '../selector.ts';
import type { Striker } from '../striker.ts';
import type { Course } from './course.ts';
import type { CourseEventKind } from './plan.ts';

export class CourseNemesis implements Striker {
  injected = 0;
  skipped = 0;
  /** What the file does not end itself lasts until the run ends. */
  readonly isCalm = false;
  private readonly scene: Scene;
  private readonly cluster: Cluster;
  private readonly course: Course;
  private readonly decisions: DecisionStream;
  private cuts: readonly Cut[] = [];

  constructor(scene: Scene, cluster: Cluster, course: Course) {
    this.scene = scene;
    this.cluster = cluster;
    this.course = course;
    this.decisions = new DecisionStream(scene.seed, 'fault/course', scene.book);
  }

  /** Planned before every request but the first: an event strikes before a request of the same instant. */
  start(): void {
    const { events, startWait } = this.course.plan;
    events.forEach((event, position) => {
      this.scene.queue.push(startWait + event.at, eventKinds.faultBegins, 0, position, 0, null);
    });
  }

  onBegin(position: number): string {
    const event = this.course.plan.events[position]!;
    const done = this.strike(event.kind, new SelectorDraws(this.decisions, position + 1));
    if (done === null) {
      this.skipped++;
      return `${event.kind} finds nobody to strike`;
    }
    this.injected++;
    return `${event.kind}${done.map((id) => ` ${this.scene.plan.names[id - 1]}`).join('')}`;
  }

  onEnd(): boolean {
    return false;
  }

  onCalm(): boolean {
    return true;
  }

  /** The replicas struck: the killed one, the larger side; null = nothing was done. */
  private strike(kind: CourseEventKind, draws: SelectorDraws): readonly number[] | null {
    const leader = this.leader();
    switch (kind) {
      case 'kill_leader':
        if (leader === 0 || !this.course.isAlive(leader)) return null;
        this.kill(leader);
        this.course.forget();
        return [leader];
      case 'kill_non_leader': {
        const others = this.everybody().filter((id) => id !== leader && this.course.isAlive(id));
        const [victim] = some(others, 1, draws);
        if (victim === undefined) return null;
        this.kill(victim);
        return [victim];
      }
      case 'part_easy':
        return this.part(this.majorityWith(leader, draws));
      case 'part_hard':
        this.course.forget();
        return this.part(
          this.course.plan.mode === 'strict'
            ? this.majorityWithout(leader, draws)
            : this.majorityOfAll(draws),
        );
      case 'part_end':
        if (this.course.majority === null) return null;
        this.heal();
        return [];
    }
  }

  /** Whom the course believes to lead; in strict mode who does, where the program tells. */
  private leader(): number {
    const { plan, believed } = this.course;
    const isTold = plan.mode === 'strict' && this.scene.kind.status !== undefined;
    return isTold ? this.cluster.leader() : believed;
  }

  private kill(id: number): void {
    this.course.killed[id] = true;
    this.course.counts.killed++;
    this.cluster.node(id).isDoomed = true;
    this.scene.queue.push(this.scene.now, eventKinds.crash, id, 0, this.scene.event, 'unsynced');
  }

  private part(majority: readonly number[]): readonly number[] {
    this.heal();
    this.course.majority = majority;
    this.cuts = betweenGroups([majority], this.cluster.size);
    for (const [from, to] of this.cuts) this.scene.network.link(from, to).cuts++;
    return majority;
  }

  private heal(): void {
    for (const [from, to] of this.cuts) this.scene.network.link(from, to).cuts--;
    this.cuts = [];
    this.course.majority = null;
  }

  private majorityOfAll(draws: SelectorDraws): readonly number[] {
    return some(this.everybody(), this.cluster.majority, draws);
  }

  private majorityWith(leader: number, draws: SelectorDraws): readonly number[] {
    if (leader === 0) return this.majorityOfAll(draws);
    const others = this.everybody().filter((id) => id !== leader);
    return [leader, ...some(others, this.cluster.majority - 1, draws)].sort((one, other) => one - other);
  }

  /** A true hard partition: the leader loses its quorum. */
  private majorityWithout(leader: number, draws: SelectorDraws): readonly number[] {
    const others = this.everybody().filter((id) => id !== leader);
    return some(others, this.cluster.majority, draws);
  }

  private everybody(): readonly number[] {
    return this.cluster.nodes.map((node) => node.id);
  }
}
