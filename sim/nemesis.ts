// What injects the faults and takes the steps of the script: who strikes when, what comes of it, and the calm.

import { actionWords } from './action-words.ts';
import type { ActiveFault } from './active-fault.ts';
import type { Clients } from './clients.ts';
import type { Cluster } from './cluster.ts';
import { DecisionStream } from './decision-stream.ts';
import type { Happenings } from './happenings.ts';
import { eventKinds } from './kernel/event-kinds.ts';
import { MessageRules } from './message-rules.ts';
import type { Envelope, ForcedTimer } from './program.ts';
import type { Scene } from './scene.ts';
import { type OnScriptStep, type Progress, Sequences, type StepFailure } from './sequences.ts';
import type { Striker } from './striker.ts';
import { Strikes } from './strikes.ts';
import { Triggers } from './triggers.ts';

/** A timer that a fault or a step makes run out. */
export interface Poke {
  readonly timer: ForcedTimer;
  /** Of the fault or step. */
  readonly id: string;
}

export class Nemesis implements Striker {
  injected = 0;
  skipped = 0;
  isCalm = false;
  /** A step asked for the end of the run. */
  isStopped = false;
  private readonly scene: Scene;
  private readonly cluster: Cluster;
  private readonly decisions: readonly DecisionStream[];
  private readonly triggers: Triggers;
  private readonly strikes: Strikes;
  private readonly rules: MessageRules;
  private readonly sequences: Sequences;
  private readonly hasRules: boolean;

  constructor(scene: Scene, cluster: Cluster, clients: Clients, happenings: Happenings) {
    this.scene = scene;
    this.cluster = cluster;
    const { faults } = scene.plan;
    const decisions = faults.map((fault) => new DecisionStream(scene.seed, `fault/${fault.id}`, scene.book));
    this.decisions = decisions;
    this.strikes = new Strikes(scene, cluster, clients, {
      stop: (what) => this.stop(what),
      sequence: (steps, ordinal) => this.sequences.begin(steps, false, ordinal),
    });
    this.triggers = new Triggers(scene, cluster, happenings, decisions);
    this.rules = new MessageRules(scene, cluster, happenings, this.triggers, decisions, (position) =>
      this.strike(position, true),
    );
    this.hasRules = !this.rules.isEmpty;
    this.sequences = new Sequences(scene, cluster, clients, happenings, this.strikes, () =>
      this.onScriptDone(),
    );
  }

  /** Plans the first strikes, the script and the calm. */
  start(): void {
    const { plan, queue } = this.scene;
    this.triggers.start();
    queue.push(plan.run.chaos, eventKinds.calm, 0, 0, 0, null);
    if (plan.script.length > 0) this.sequences.begin(plan.script, true, 1);
  }

  /** Why the script cannot go on; null while it can. */
  get failure(): StepFailure | null {
    return this.sequences.failure;
  }

  onScriptStep(told: OnScriptStep): void {
    this.sequences.onScriptStep = told;
  }

  get stepsDone(): number {
    return this.sequences.done;
  }

  /** A strike of the fault at this position; returns what it did, in words. */
  onBegin(position: number): string {
    if (this.isCalm) return 'calm';
    const { trigger } = this.scene.plan.faults[position]!;
    return this.strike(position, trigger.kind !== 'at' && trigger.kind !== 'every');
  }

  onEnd(fault: ActiveFault): boolean {
    return this.strikes.end(fault);
  }

  /** What is done about a message on the point of delivery, in words; '' = nothing. */
  onDelivery(message: Envelope, cause: number): string {
    return this.hasRules && !this.isCalm ? this.rules.judge(message, cause) : '';
  }

  /** A state should have lasted long enough: '' where it has not. */
  onWatch(position: number): string {
    return !this.isCalm && this.triggers.onWatch(position) ? this.strike(position, true) : '';
  }

  onStep(progress: Progress, step: number): string {
    return this.isCalm || progress.next !== step ? '' : this.sequences.onStep(progress);
  }

  /** The node has no such timer at present. Returns that in words. */
  onRefused(node: number, { timer, id }: Poke): string {
    const name = this.scene.plan.names[node - 1]!;
    const problem = timer === 'campaign' ? `${name} cannot stand for election` : `${name} does not lead`;
    this.skipped++;
    this.sequences.onRefused(id, problem);
    return `${id}: ${problem}`;
  }

  /** After every event. */
  afterEvent(): void {
    if (this.isCalm) return;
    this.triggers.afterEvent();
    this.rules.afterEvent();
    this.sequences.afterEvent();
  }

  /**
   * Faults end for good: links heal, disks and pauses too, every node that is down starts, what waits is
   * delivered, and alarms ring. False when it was so already.
   */
  onCalm(): boolean {
    if (this.isCalm) return false;
    const { scene, cluster } = this;
    this.isCalm = true;
    this.sequences.endChaos();
    this.rules.endAll();
    this.strikes.endAll();
    scene.network.mailbox = null;
    scene.network.endSchedule();
    for (const { message, cause } of scene.mailbox.take(() => true, 'all')) {
      scene.queue.push(scene.now, eventKinds.message, message.to, 0, cause, message);
    }
    if (scene.timersRun) return true;
    scene.timersRun = true;
    for (const node of cluster.nodes) node.requeueAlarm();
    return true;
  }

  private strike(position: number, isUrgent: boolean): string {
    const fault = this.scene.plan.faults[position]!;
    const strikes = this.triggers.begin(position);
    const done = this.strikes.strike(fault, this.decisions[position]!, strikes, isUrgent);
    if ('skipped' in done) {
      this.skipped++;
      return `${fault.id} ${done.skipped}`;
    }
    this.injected++;
    const where = done.nodes.map((node) => ` n${node}`).join('');
    return `${fault.id}: ${actionWords(fault.action)}${where}`;
  }

  private stop(what: 'chaos' | 'run'): void {
    if (what === 'run') this.isStopped = true;
    else this.scene.queue.pushNext(eventKinds.calm, 0, 0, this.scene.event, null);
  }

  /** With nothing else to come, calm begins where the script ends. */
  private onScriptDone(): void {
    if (this.scene.plan.faults.length > 0) return;
    this.scene.queue.push(this.scene.now, eventKinds.calm, 0, 0, this.scene.event, null);
  }
}
