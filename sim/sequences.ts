// Steps, one after another: of a fault that is a sequence, and of the script, whose steps must all succeed.

import { actionWords } from './action-words.ts';
import type { Clients } from './clients.ts';
import type { Cluster } from './cluster.ts';
import type { MessageFilter } from './condition.ts';
import { ConditionWatch, isMeant } from './condition-watch.ts';
import { faultLanes } from './decision.ts';
import { DecisionStream } from './decision-stream.ts';
import { whyNot } from './expectation.ts';
import type { Action, Step } from './fault.ts';
import type { Happenings } from './happenings.ts';
import { eventKinds, judged } from './kernel/event-kinds.ts';
import type { Envelope } from './program.ts';
import type { Scene } from './scene.ts';
import type { Strikes } from './strikes.ts';

/** Steps of one sequence on their way. */
export interface Progress {
  readonly steps: readonly Step[];
  readonly decisions: readonly DecisionStream[];
  readonly isScript: boolean;
  /** Which time the sequence runs, for its draws. */
  readonly ordinal: number;
  next: number;
  awaited: ConditionWatch | null;
  awaitedUntil: number;
}

export interface StepFailure {
  /** From 1. */
  readonly step: number;
  readonly place: string;
  readonly message: string;
}

/** `step`: from 1. `problem`: why it could not be done; null: it was. */
export type OnScriptStep = (step: number, problem: string | null) => void;

/** Between two looks at what a step waits for, µs. */
const lookAgainAfter = 1000;
/** More messages than this in one step, and they beget each other. */
const deliveriesMax = 10_000;

export class Sequences {
  /** Why the script cannot go on; null while it can. */
  failure: StepFailure | null = null;
  /** Steps of the script that are done. */
  done = 0;
  /** Is told what became of each step of the script; whoever listens wants those passed over that cannot be done. */
  onScriptStep: OnScriptStep | null = null;
  private readonly scene: Scene;
  private readonly cluster: Cluster;
  private readonly clients: Clients;
  private readonly happenings: Happenings;
  private readonly strikes: Strikes;
  private readonly onScriptDone: () => void;
  private readonly awaiting: Set<Progress> = new Set();
  /** What is to be said of the present event, while a step is done. */
  private words = '';
  private deliveries = 0;

  constructor(
    scene: Scene,
    cluster: Cluster,
    clients: Clients,
    happenings: Happenings,
    strikes: Strikes,
    onScriptDone: () => void,
  ) {
    this.scene = scene;
    this.cluster = cluster;
    this.clients = clients;
    this.happenings = happenings;
    this.strikes = strikes;
    this.onScriptDone = onScriptDone;
  }

  /** `ordinal`: which time these steps are begun. */
  begin(steps: readonly Step[], isScript: boolean, ordinal: number): void {
    const { seed, book } = this.scene;
    const decisions = steps.map(({ id }) => new DecisionStream(seed, `fault/${id}`, book));
    const progress: Progress = {
      steps,
      decisions,
      isScript,
      ordinal,
      next: 0,
      awaited: null,
      awaitedUntil: 0,
    };
    this.planNext(progress);
  }

  /** The script has not come to its end when the calm begins. */
  endChaos(): void {
    const { script } = this.scene.plan;
    if (this.failure !== null || this.done >= script.length) return;
    this.fail(this.done, `chaos ends before this step: run.chaos is too short for the script`);
  }

  /** After every event. */
  afterEvent(): void {
    for (const progress of this.awaiting) {
      if (progress.awaited!.afterEvent() === 0) continue;
      this.awaiting.delete(progress);
      this.finish(progress);
    }
  }

  /** The next step is due, or is to be looked at again; returns what it did, '' for nothing yet. */
  onStep(progress: Progress): string {
    if (this.failure !== null && progress.isScript) return '';
    if (progress.awaited !== null) return this.onWaited(progress);
    if (progress.isScript && this.isDiskBusy()) {
      this.lookAgain(progress);
      return '';
    }
    const step = progress.steps[progress.next]!;
    this.words = '';
    if (progress.isScript) this.onScriptStep?.(progress.next + 1, null);
    const problem = this.perform(step, progress);
    const what = `${step.id}: ${this.words === '' ? step.action.kind : this.words}`;
    if (problem === null) return what;
    const isPassedOver = !progress.isScript || this.passesOver(progress.next, problem);
    if (isPassedOver) this.finish(progress);
    else this.fail(progress.next, problem);
    return `${what}: ${problem}`;
  }

  /** A node that a step told to stand for election, or to be heard, would not. */
  onRefused(id: string, problem: string): void {
    const step = this.scene.plan.script.findIndex((one) => one.id === id);
    if (step >= 0 && !this.passesOver(step, problem)) this.fail(step, problem);
  }

  private passesOver(step: number, problem: string): boolean {
    this.onScriptStep?.(step + 1, problem);
    return this.onScriptStep !== null;
  }

  /** null if it is done, or will be; else why it cannot be. */
  private perform(step: Step, progress: Progress): string | null {
    const { action } = step;
    switch (action.kind) {
      case 'deliver':
        return this.deliver(step, action, progress);
      case 'discard': {
        const taken = this.scene.mailbox.take(this.meant(action.which), action.all ? 'all' : action.nth);
        if (taken.length === 0) return this.noneWaits();
        for (const { message } of taken) this.say(`drop ${this.wordsOf(message)}`);
        break;
      }
      case 'await':
        return this.wait(action, progress);
      case 'expect':
        for (const expectation of action.all) {
          const problem = whyNot(expectation, this.scene, this.cluster, this.clients);
          if (problem !== null) return problem;
        }
        break;
      case 'wait':
        break;
      default: {
        const done = this.strikes.strike(step, progress.decisions[progress.next]!, progress.ordinal, true);
        if ('skipped' in done) return done.skipped;
        const where = done.nodes.map((node) => ` ${this.scene.plan.names[node - 1]}`).join('');
        this.say(`${action.kind === 'mark' ? action.name : actionWords(action)}${where}`);
      }
    }
    this.finish(progress);
    return null;
  }

  private deliver(
    step: Step,
    { which, nth, until, keeps }: Extract<Action, { kind: 'deliver' }>,
    progress: Progress,
  ): string | null {
    const { queue, mailbox } = this.scene;
    const taken = mailbox.take(this.meant(which), until === 'once' ? nth : 'all', keeps);
    if (taken.length === 0) {
      if (until !== 'quiet') return this.noneWaits();
      this.say(this.deliveries === 0 ? 'none waits' : 'quiet');
    }
    for (const { message, cause } of taken) {
      if (!this.cluster.node(message.to).isUp && until === 'once')
        return `${this.scene.plan.names[message.to - 1]} is down`;
      queue.pushNext(eventKinds.message, message.to, judged, cause, message);
      this.say(`deliver ${this.wordsOf(message)}`);
    }
    if (until !== 'quiet' || taken.length === 0) {
      this.deliveries = 0;
      this.finish(progress);
      return null;
    }
    this.deliveries += taken.length;
    if (this.deliveries > deliveriesMax) return `more than ${deliveriesMax} messages, and no end`;
    this.say(`${step.id} goes on`);
    this.lookAgain(progress);
    return null;
  }

  private wait({ that, within }: Extract<Action, { kind: 'await' }>, progress: Progress): string | null {
    const watch = new ConditionWatch(that, this.scene, this.cluster, this.happenings);
    if (watch.begin()) {
      this.finish(progress);
      return null;
    }
    progress.awaited = watch;
    progress.awaitedUntil = this.scene.now + within;
    this.awaiting.add(progress);
    const { queue } = this.scene;
    queue.push(progress.awaitedUntil, eventKinds.step, 0, progress.next, this.scene.event, progress);
    if (watch.dueAt >= 0)
      queue.push(watch.dueAt, eventKinds.step, 0, progress.next, this.scene.event, progress);
    return null;
  }

  /** A look at what is awaited, at the instant when it should have lasted or must have come about. */
  private onWaited(progress: Progress): string {
    if (!this.awaiting.has(progress)) return '';
    const watch = progress.awaited!;
    const { now } = this.scene;
    if (watch.dueAt >= 0 && now >= watch.dueAt) {
      this.awaiting.delete(progress);
      this.finish(progress);
      return 'has lasted';
    }
    if (now < progress.awaitedUntil) return '';
    this.awaiting.delete(progress);
    const problem = 'what it waits for did not come about in time';
    if (progress.isScript && this.passesOver(progress.next, problem)) this.finish(progress);
    else if (progress.isScript) this.fail(progress.next, problem);
    return problem;
  }

  private finish(progress: Progress): void {
    progress.awaited = null;
    progress.next++;
    if (progress.isScript) this.done = progress.next;
    this.planNext(progress);
  }

  private planNext(progress: Progress): void {
    const step = progress.steps[progress.next];
    if (step === undefined) {
      if (progress.isScript) this.onScriptDone();
      return;
    }
    const { queue, now, event } = this.scene;
    const decisions = progress.decisions[progress.next]!;
    const delay = decisions.duration(step.delay, progress.ordinal, faultLanes.gap);
    queue.push(now + delay, eventKinds.step, 0, progress.next, event, progress);
  }

  private lookAgain(progress: Progress): void {
    const { queue, now, event } = this.scene;
    queue.push(now + lookAgainAfter, eventKinds.step, 0, progress.next, event, progress);
  }

  /** What the disks still write may be what the next step is about. */
  private isDiskBusy(): boolean {
    return this.cluster.nodes.some(({ disk }) => disk.stalls === 0 && disk.busyUntil >= 0);
  }

  private fail(step: number, message: string): void {
    this.failure ??= { step: step + 1, place: this.scene.plan.script[step]!.place, message };
  }

  private meant(which: MessageFilter): (message: Envelope) => boolean {
    return (message) => isMeant(which, message, this.scene, this.cluster);
  }

  private noneWaits(): string {
    const { kind, mailbox } = this.scene;
    const waiting = mailbox.words((message) => kind.describeMessage(message));
    if (waiting.length === 0) return 'no such message waits, nor any other';
    const rest = waiting.length > 6 ? `, and ${waiting.length - 6} more` : '';
    return `no such message waits; there are ${waiting.slice(0, 6).join(', ')}${rest}`;
  }

  private say(words: string): void {
    this.words += `${this.words === '' ? '' : '; '}${words}`;
  }

  private wordsOf(message: Envelope): string {
    return `n${message.from} → n${message.to} ${this.scene.kind.describeMessage(message)}`;
  }
}
