// What must come about once the faults have ended, each within its bound (liveness).

import type { Callers } from './callers.ts';
import type { Cluster } from './cluster.ts';
import type { EventuallyPlan } from './plan.ts';
import type { Scene } from './scene.ts';
import type { GoalReport } from './verdict.ts';

/** A threshold that every draw is below. */
const always = 0x1_0000_0000;

interface Progress {
  readonly plan: EventuallyPlan;
  /** -1 = not yet. */
  reachedAt: number;
  excused: boolean;
}

/** Judges the `eventually` part of a plan, from the calm on. */
export class Eventually {
  private readonly scene: Scene;
  private readonly cluster: Cluster;
  private readonly clients: Callers;
  private readonly progress: Progress[];
  /** How many are neither reached nor excused. */
  private open: number;
  private calmEvent = 0;
  private calmAt = 0;
  /** The highest commit index when the calm began. */
  private baseline = 0;
  private leader = 0;
  private leaderSince = 0;

  constructor(scene: Scene, cluster: Cluster, clients: Callers) {
    this.scene = scene;
    this.cluster = cluster;
    this.clients = clients;
    this.progress = scene.plan.checks.eventually.map((plan) => ({ plan, reachedAt: -1, excused: false }));
    this.open = this.progress.length;
  }

  beginCalm(): void {
    this.calmEvent = this.scene.event;
    this.calmAt = this.scene.now;
    this.baseline = this.highestCommit();
    this.leader = this.cluster.leader();
    this.leaderSince = this.calmAt;
  }

  /** After every event of the calm. Returns what missed its bound, or null. */
  afterEvent(): GoalReport | null {
    if (this.open === 0) return null;
    this.followLeader();
    const { now } = this.scene;
    for (const goal of this.progress) {
      if (goal.reachedAt >= 0 || goal.excused) continue;
      if (this.holds(goal.plan)) {
        if (goal.plan.that !== 'stable-leader') this.reach(goal, now);
      } else if (now > this.calmAt + goal.plan.within) {
        if (this.hasQuorum()) return this.describe(goal);
        goal.excused = true;
        this.open--;
      }
    }
    return null;
  }

  /** At the end of the run: the last chance. */
  atEnd(): GoalReport | null {
    for (const goal of this.progress) {
      if (goal.reachedAt >= 0 || goal.excused) continue;
      if (this.holds(goal.plan)) this.reach(goal, this.leaderSinceOrNow(goal.plan));
      else if (this.hasQuorum()) return this.describe(goal);
      else goal.excused = true;
    }
    return null;
  }

  report(): readonly GoalReport[] {
    return this.progress.map((goal) => this.describe(goal));
  }

  private reach(goal: Progress, at: number): void {
    goal.reachedAt = at;
    this.open--;
  }

  private leaderSinceOrNow(plan: EventuallyPlan): number {
    return plan.that === 'stable-leader' ? this.leaderSince : this.scene.now;
  }

  private holds(plan: EventuallyPlan): boolean {
    switch (plan.that) {
      case 'leader-exists':
        return this.leader !== 0 && this.cluster.leaders() === 1;
      case 'stable-leader':
        return this.leader !== 0 && this.leaderSince <= this.calmAt + plan.within;
      case 'all-nodes-caught-up':
        return this.allCaughtUp();
      case 'pending-ops-finish':
        return this.clients.pendingSince(this.calmEvent) === 0 && this.clients.unserved() === 0;
      case 'commit-advances':
        return this.highestCommit() > this.baseline;
    }
  }

  private followLeader(): void {
    const leader = this.cluster.leader();
    if (leader === this.leader) return;
    this.leader = leader;
    this.leaderSince = this.scene.now;
  }

  private allCaughtUp(): boolean {
    for (const node of this.cluster.nodes) {
      const status = this.cluster.status(node.id);
      if (status !== undefined && status.lastApplied < this.baseline) return false;
    }
    return this.cluster.up > 0;
  }

  private highestCommit(): number {
    let highest = 0;
    for (const node of this.cluster.nodes) {
      highest = Math.max(highest, this.cluster.status(node.id)?.commitIndex ?? 0);
    }
    return highest;
  }

  /**
   * Whether the plan leaves a majority that can work: with disks that write, and one among them that
   * reaches the others. Without it nothing can be promised, and legal unavailability is not a stall. Who
   * stopped by itself is not asked: all were started again when the calm began.
   */
  private hasQuorum(): boolean {
    const { nodes, majority } = this.cluster;
    const able = nodes.filter((node) => !node.disk.isWornOut);
    return able.some(
      (centre) =>
        able.filter((node) => node === centre || this.canTalk(centre.id, node.id)).length >= majority,
    );
  }

  private canTalk(one: number, other: number): boolean {
    const { network } = this.scene;
    const isOpen = (from: number, to: number): boolean => network.link(from, to).loss < always;
    return network.isConnected(one, other) && isOpen(one, other) && isOpen(other, one);
  }

  private describe(goal: Progress): GoalReport {
    const { that, within } = goal.plan;
    const bound = `${within / 1000} ms`;
    if (goal.excused) {
      return {
        kind: 'eventually',
        name: that,
        status: 'excused',
        detail: 'no majority of the nodes has a disk that writes and links that carry anything',
      };
    }
    if (goal.reachedAt >= 0) {
      const after = (goal.reachedAt - this.calmAt) / 1000;
      return {
        kind: 'eventually',
        name: that,
        status: 'reached',
        detail: `after ${after} of ${bound}`,
      };
    }
    return {
      kind: 'eventually',
      name: that,
      status: 'not-reached',
      detail: `not within ${bound}${this.why(goal.plan)}`,
    };
  }

  private why(plan: EventuallyPlan): string {
    switch (plan.that) {
      case 'leader-exists':
        return `: ${this.cluster.leaders()} nodes call themselves leader`;
      case 'stable-leader':
        return this.leader === 0
          ? ': there is no leader'
          : `: n${this.leader} leads since ${this.leaderSince / 1000} ms only`;
      case 'all-nodes-caught-up': {
        const behind = this.cluster.nodes.filter((node) => {
          const status = this.cluster.status(node.id);
          return status !== undefined && status.lastApplied < this.baseline;
        });
        return `: ${behind.map((node) => `n${node.id}`).join(', ')} behind index ${this.baseline}`;
      }
      case 'pending-ops-finish':
        return `: ${this.clients.pendingSince(this.calmEvent)} old calls pending, ${this.clients.unserved()} clients not served`;
      case 'commit-advances':
        return `: the highest commit index is still ${this.baseline}`;
    }
  }
}
