// One run in progress: takes the next event from the queue to whom it concerns, then has it checked.

import type { ActiveFault } from './active-fault.ts';
import type { Callers, Letter } from './callers.ts';
import type { Observer, Violation } from './checkers/checker.ts';
import { Clients } from './clients.ts';
import { Cluster } from './cluster.ts';
import { conditionsOf, hasTies } from './conditions-of.ts';
import { CourseCast } from './course/cast.ts';
import type { Loss, Risk } from './disk.ts';
import { Eventually } from './eventually.ts';
import type { EventKind } from './facts.ts';
import { Happenings } from './happenings.ts';
import { eventKinds, judged } from './kernel/event-kinds.ts';
import { Limits } from './limits.ts';
import { Nemesis, type Poke } from './nemesis.ts';
import { Never } from './never.ts';
import type { Node } from './node.ts';
import type { Plan } from './plan.ts';
import type { ClientRequest, Envelope, ProgramKind } from './program.ts';
import { Scene } from './scene.ts';
import { ScriptObserver } from './script-observer.ts';
import type { OnScriptStep, Progress } from './sequences.ts';
import { Sometimes } from './sometimes.ts';
import type { Striker } from './striker.ts';
import { Thresholds } from './thresholds.ts';
import type { GoalReport } from './verdict.ts';

/** More at one instant, and a program (or a plan) goes round in circles. */
const turnsMax = 100_000;

export class Simulation {
  readonly scene: Scene;
  readonly cluster: Cluster;
  readonly clients: Callers;
  readonly nemesis: Striker;
  /** The same, where the plan's own faults and script are what strikes. */
  private readonly director: Nemesis | null;
  /** Null in all runs but a course's. */
  readonly course: CourseCast | null;
  readonly eventually: Eventually;
  readonly sometimes: Sometimes;
  readonly never: Never;
  readonly thresholds: Thresholds;
  private readonly limits: Limits;
  private readonly happenings: Happenings;
  /** Whether anything asks what happened. */
  private readonly isWatched: boolean;
  endsAt: number;
  observers: readonly Observer[] = [];
  /** Whether goals count; without any checks a run only runs. */
  isJudged = false;
  violation: Violation | null = null;
  stall: GoalReport | null = null;
  delivered = 0;
  undeliverable = 0;
  crashes = 0;
  starts = 0;
  /** Disks that lost or damaged what they had acknowledged. */
  damaged = 0;
  /** Taken from the queue at the present instant, whether they reached anybody or not. */
  private turns = 0;
  /** What the last event was, in the nemesis' words; kept only for traces. */
  note = '';

  constructor(plan: Plan, seed: number, kind: ProgramKind) {
    const scene = new Scene(plan, seed, kind);
    this.scene = scene;
    this.course = plan.course === undefined ? null : new CourseCast(scene, plan.course);
    const own = this.course === null ? new Clients(scene) : null;
    this.clients = own ?? this.course!.clients;
    this.cluster = new Cluster(scene, this.clients);
    this.eventually = new Eventually(scene, this.cluster, this.clients);
    this.limits = new Limits(plan.limits, this.cluster);
    const conditions = conditionsOf(plan);
    this.isWatched = conditions.length > 0 || plan.script.length > 0 || hasTies(plan);
    this.happenings = new Happenings(scene, this.cluster, conditions);
    this.director = own === null ? null : new Nemesis(scene, this.cluster, own, this.happenings);
    this.nemesis = this.director ?? this.course!.nemesisOf(this.cluster);
    this.sometimes = new Sometimes(scene, this.cluster, this.happenings);
    this.never = new Never(scene, this.cluster, this.happenings);
    this.thresholds = new Thresholds(plan.checks.thresholds);
    this.endsAt = plan.run.chaos + plan.run.settle;
    this.course?.onStop(() => {
      this.endsAt = -1;
    });
    for (const node of this.cluster.nodes) scene.queue.push(0, eventKinds.start, node.id, 0, 0, null);
    this.clients.start();
    this.nemesis.start();
  }

  /** Handles the next event that reaches somebody and checks it; false when the run is over. */
  step(): boolean {
    const { scene } = this;
    const { queue, facts, digest } = scene;
    for (;;) {
      if (queue.nextAt() > this.endsAt || !queue.pop()) return false;
      if (queue.at !== scene.now) this.turns = 0;
      else if (++this.turns > turnsMax)
        throw new Error(`time stands still: ${turnsMax} turns at ${queue.at} µs`);
      scene.now = queue.at;
      const event = scene.event + 1;
      scene.event = event;
      facts.clear();
      facts.event = event;
      facts.at = queue.at;
      facts.node = 0;
      if (scene.struck.length > 0) scene.struck.length = 0;
      if (scene.marks.length > 0) scene.marks.length = 0;
      digest.fold(queue.at);
      digest.fold(queue.kind * 1024 + queue.target);
      if (this.dispatch()) break;
      // It reached nobody: its number goes to the next one.
      scene.event = event - 1;
    }
    if (this.isWatched) {
      this.happenings.derive();
      this.director?.afterEvent();
    }
    return this.check() && this.director?.isStopped !== true;
  }

  onScriptStep(told: OnScriptStep): void {
    this.director?.onScriptStep(told);
  }

  /** The script as a property, where there is one. */
  script(): readonly Observer[] {
    const { length } = this.scene.plan.script;
    return this.director === null || length === 0 ? [] : [new ScriptObserver(this.director, length)];
  }

  private check(): boolean {
    const { scene, observers } = this;
    for (let i = 0; i < observers.length; i++) {
      const violation = observers[i]!.afterEvent(scene.facts);
      if (violation !== null) {
        this.violation = violation;
        return false;
      }
    }
    if (!this.isJudged) return true;
    this.sometimes.afterEvent();
    this.violation = this.never.afterEvent();
    if (this.violation !== null) return false;
    if (this.thresholds.watchesOperations) this.thresholds.note(scene.facts.returned);
    if (this.nemesis.isCalm) {
      this.stall = this.eventually.afterEvent();
      if (this.stall !== null) return false;
    }
    return true;
  }

  private dispatch(): boolean {
    const { scene, cluster } = this;
    const { queue, facts } = scene;
    const { target, item } = queue;
    switch (queue.kind) {
      case eventKinds.message:
        if (queue.argument !== judged && this.director !== null) {
          const note = this.director.onDelivery(item as Envelope, queue.cause);
          if (note !== '') return this.noted(note);
        }
        this.at('message', target);
        if (cluster.node(target).onMessage(item as Envelope)) {
          this.delivered++;
          return true;
        }
        if (!cluster.node(target).isUp) this.undeliverable++;
        return false;
      case eventKinds.alarm:
        this.at('alarm', target);
        return cluster.node(target).onAlarmEvent();
      case eventKinds.disk:
        this.at('durable', target);
        return cluster.node(target).onDiskEvent(queue.argument);
      case eventKinds.durableNotice:
        this.at('durable', target);
        return cluster.node(target).onDurableNotice(queue.argument, item as number);
      case eventKinds.writeFailed:
        this.at('write-failed', target);
        return cluster.node(target).onWriteFailed(queue.argument, item as number);
      case eventKinds.request:
        this.at('request', target);
        return cluster.node(target).onRequest(item as ClientRequest);
      case eventKinds.answer:
        facts.kind = 'client';
        return this.clients.onAnswer(target, queue.argument, item as Letter);
      case eventKinds.clientTimer:
        facts.kind = 'client';
        return this.clients.onTimer(target, queue.argument);
      case eventKinds.corrupt:
        return this.corrupt(target, item as Envelope);
      case eventKinds.start:
        if (cluster.node(target).isRuined) return this.refuse(target);
        this.at('start', target);
        this.starts++;
        cluster.node(target).start();
        facts.incarnation = cluster.node(target).incarnation;
        return true;
      case eventKinds.crash:
        return this.crash(target, item as Loss);
      case eventKinds.faultBegins:
        return this.noted(this.nemesis.onBegin(queue.argument));
      case eventKinds.faultEnds:
        facts.kind = 'nemesis';
        this.note = `${(item as ActiveFault).plan.id} ends`;
        return this.nemesis.onEnd(item as ActiveFault);
      case eventKinds.calm:
        return this.calm();
      case eventKinds.turn:
        scene.network.schedule?.onTurn(scene.now);
        return false;
      case eventKinds.watch:
        return this.noted(this.director!.onWatch(queue.argument));
      case eventKinds.step:
        return this.noted(this.director!.onStep(item as Progress, queue.argument));
      case eventKinds.poke:
        this.at('alarm', target);
        if (cluster.node(target).onTimerForced((item as Poke).timer)) return true;
        facts.node = 0;
        return this.noted(this.director!.onRefused(target, item as Poke));
    }
    throw new Error(`the queue holds an event of unknown kind ${queue.kind}`);
  }

  /** An event of the nemesis, in words; '' = there was nothing to it. */
  private noted(note: string): boolean {
    this.scene.facts.kind = 'nemesis';
    this.note = note;
    return note !== '';
  }

  private calm(): boolean {
    if (!this.nemesis.onCalm()) return false;
    this.endsAt = this.scene.now + this.scene.plan.run.settle;
    this.clients.beginCalm();
    this.eventually.beginCalm();
    return this.noted('calm');
  }

  private at(kind: EventKind, node: number): void {
    const { facts } = this.scene;
    facts.kind = kind;
    facts.node = node;
    facts.incarnation = this.cluster.node(node).incarnation;
  }

  private crash(target: number, lose: Loss): boolean {
    const node = this.cluster.node(target);
    if (!node.isUp) return false;
    this.at('crash', target);
    this.crashes++;
    const damage = node.crash(lose, node.disk.isTrusty ? 'none' : this.riskOf(target));
    if (damage !== 'none') this.damage(node, damage);
    return true;
  }

  private riskOf(node: number): Risk {
    if (this.limits.toDamage([node]).length === 0) return 'none';
    return this.scene.plan.limits.damaged === 'minority' ? 'ruin' : 'return';
  }

  /** Within the limits a node that has lost anything is taken out: Raft outlives its absence, not its return. */
  private damage(node: Node, damage: 'lost' | 'rotten'): void {
    const { scene } = this;
    this.damaged++;
    node.isRuined = damage === 'rotten' || scene.plan.limits.damaged === 'minority';
    scene.facts.damage = node.isRuined ? 'ruined' : 'lost';
  }

  private refuse(target: number): boolean {
    this.cluster.node(target).isStarting = false;
    return this.noted(`n${target} does not start: its disk is damaged`);
  }

  private corrupt(target: number, message: Envelope): boolean {
    if (!this.cluster.node(target).isUp) {
      this.undeliverable++;
      return false;
    }
    this.at('corrupt', target);
    this.note = `drops a damaged frame of n${message.from}: ${this.scene.kind.describeMessage(message)}`;
    return true;
  }
}
