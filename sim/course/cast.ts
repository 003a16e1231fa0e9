// Who plays in a course run: its clients, its nemesis and its judge, around what they share.

import type { Cluster } from '../cluster.ts';
import type { Scene } from '../scene.ts';
import { CourseClients } from './clients.ts';
import { Course } from './course.ts';
import { CourseJudge } from './judge.ts';
import { CourseNemesis } from './nemesis.ts';
import type { CoursePlan } from './plan.ts';

export class CourseCast {
  readonly course: Course;
  readonly clients: CourseClients;
  private readonly scene: Scene;

  constructor(scene: Scene, plan: CoursePlan) {
    this.scene = scene;
    this.course = new Course(plan, scene);
    this.clients = new CourseClients(scene, this.course);
  }

  /** `stop` ends the run at once. */
  onStop(stop: () => void): void {
    this.course.stop = stop;
  }

  nemesisOf(cluster: Cluster): CourseNemesis {
    this.course.meet(cluster);
    return new CourseNemesis(this.scene, cluster, this.course);
  }

  /** `isJudging`: false where the run is only watched. */
  judgeOf(cluster: Cluster, isJudging: boolean): CourseJudge {
    return new CourseJudge(this.scene, cluster, this.clients, this.course, isJudging);
  }
}
