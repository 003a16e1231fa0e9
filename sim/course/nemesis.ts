// Strikes as the config file says: kills that last, and partitions between replicas.

import type { Cluster } from '../cluster.ts';
import { DecisionStream } from '../decision-stream.ts';
import { eventKinds } from '../kernel/event-kinds.ts';
import { betweenGroups, type Cut } from '../partition.ts';
import type { Scene } from '../scene.ts';
import { SelectorDraws } from '../selector.ts';
import type { Striker } from '../striker.ts';
import type { Course } from './course.ts';
import { type CourseStrike, strikeOf, struckBy } from './strike.ts';

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
    const { course, cluster } = this;
    const standing = {
      replicas: cluster.size,
      leader: this.leader(),
      isParted: course.belief.majority !== null,
      isStrict: course.plan.mode === 'strict',
      isAlive: (id: number) => course.isAlive(id),
    };
    const strike = strikeOf(event.kind, standing, new SelectorDraws(this.decisions, position + 1));
    if (strike === null) {
      this.skipped++;
      return `${event.kind} finds nobody to strike`;
    }
    this.injected++;
    this.strike(strike);
    const names = struckBy(strike).map((id) => ` ${this.scene.plan.names[id - 1]}`);
    return `${event.kind}${names.join('')}`;
  }

  onEnd(): boolean {
    return false;
  }

  onCalm(): boolean {
    return true;
  }

  private strike(strike: CourseStrike): void {
    switch (strike.kind) {
      case 'kill':
        this.kill(strike.replica);
        if (strike.isOfLeader) this.course.forget();
        return;
      case 'part':
        if (strike.forgets) this.course.forget();
        this.part(strike.majority);
        return;
      case 'heal':
        this.heal();
        return;
    }
  }

  /** Whom the course believes to lead; in strict mode who does, where the program tells. */
  private leader(): number {
    const { plan, belief } = this.course;
    const isTold = plan.mode === 'strict' && this.scene.kind.status !== undefined;
    return isTold ? this.cluster.leader() : belief.leader;
  }

  private kill(id: number): void {
    this.course.killed[id] = true;
    this.course.counts.killed++;
    this.cluster.node(id).isDoomed = true;
    this.scene.queue.push(this.scene.now, eventKinds.crash, id, 0, this.scene.event, 'unsynced');
  }

  private part(majority: readonly number[]): void {
    this.heal();
    this.course.belief.majority = majority;
    this.cuts = betweenGroups([majority], this.cluster.size);
    for (const [from, to] of this.cuts) this.scene.network.link(from, to).cuts++;
  }

  private heal(): void {
    for (const [from, to] of this.cuts) this.scene.network.link(from, to).cuts--;
    this.cuts = [];
    this.course.belief.majority = null;
  }
}
