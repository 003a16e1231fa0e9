// Watches a course run: who is believed to lead, who died, when the messages are used up; and judges its
// correctness at the end.

import type { Observer, PropertyReport, Violation } from '../checkers/checker.ts';
import type { Cluster } from '../cluster.ts';
import type { Facts } from '../facts.ts';
import { eventKinds } from '../kernel/event-kinds.ts';
import type { Scene } from '../scene.ts';
import type { CourseClients } from './clients.ts';
import { redirectsMax } from './correctness.ts';
import type { Course } from './course.ts';
import { summaryOf } from './summarize.ts';
import type { CourseCheck, CourseSummary } from './summary.ts';

const source = "the course's correctness checks";

export class CourseJudge implements Observer {
  private readonly scene: Scene;
  private readonly cluster: Cluster;
  private readonly clients: CourseClients;
  private readonly course: Course;
  private readonly isJudging: boolean;
  /** By replica: the course has heard its first message. */
  private readonly greeted: boolean[] = [];

  constructor(scene: Scene, cluster: Cluster, clients: CourseClients, course: Course, isJudging: boolean) {
    this.scene = scene;
    this.cluster = cluster;
    this.clients = clients;
    this.course = course;
    this.isJudging = isJudging;
  }

  afterEvent(facts: Facts): null {
    if (facts.node === 0) {
      if (this.course.counts.redirects >= redirectsMax) this.course.stop();
      return null;
    }
    const { course } = this;
    if (facts.kind === 'start') this.greet(facts);
    else if (facts.kind === 'crash' && course.killed[facts.node] !== true) course.counts.died++;
    if (facts.sent.count === 0 && facts.answered.count === 0) return null;
    course.belief.hear(facts.node, course.leaderOf(facts.node));
    if (this.scene.network.sent >= course.plan.messagesMax) {
      course.counts.stopped = true;
      course.stop();
    }
    return null;
  }

  audit(facts: Facts): Violation | null {
    const failed = this.isJudging ? this.summary().correctness.find(({ holds }) => !holds) : undefined;
    return failed === undefined ? null : violationOf(failed, facts);
  }

  report(): readonly PropertyReport[] {
    if (!this.isJudging) return [];
    return this.summary().correctness.map(({ name, holds, detail }) => ({
      property: name,
      source,
      scope: 'end-to-end',
      status: holds ? 'held' : 'violated',
      detail,
    }));
  }

  summary(): CourseSummary {
    const { course, scene, cluster } = this;
    const { sent, lost, cut } = scene.network;
    return summaryOf(course.plan, course.counts, {
      replicas: cluster.size,
      leaders: course.belief.leaders,
      messages: { sent, dropped: lost, blocked: cut },
      waiting: this.clients
        .waiting()
        .map(({ kind, target }) => ({ kind, isExcused: this.isExcused(target) })),
    });
  }

  /** Nobody can be held to answer who is dead, cut off, or one of too few. */
  private isExcused(target: number): boolean {
    const { course, cluster } = this;
    return (
      target === 0 ||
      course.killed[target] === true ||
      !course.belief.isInMajority(target) ||
      cluster.up < cluster.majority
    );
  }

  /** A message to a replica that has not said hello marks that replica dead for good. */
  private greet({ node, sent }: Facts): void {
    this.greeted[node] = true;
    for (let i = 0; i < sent.count; i++) {
      const { to } = sent.at(i);
      if (this.greeted[to] === true) continue;
      this.greeted[to] = true;
      this.scene.queue.push(this.scene.now, eventKinds.crash, to, 0, this.scene.event, 'unsynced');
    }
  }
}

function violationOf({ name, detail }: CourseCheck, { event, at }: Facts): Violation {
  return {
    property: name,
    source,
    scope: 'end-to-end',
    event,
    at,
    node: 0,
    message: `The run fails the course's check of ${name}: ${detail}`,
    evidence: { found: detail },
  };
}
