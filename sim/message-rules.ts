// What happens to messages on the point of delivery: faults that wait for one drop it, hold it, send it
// again, or strike right before it arrives.

import type { ActiveFault } from './active-fault.ts';
import type { Cluster } from './cluster.ts';
import { ConditionWatch, isMeant } from './condition-watch.ts';
import { faultLanes } from './decision.ts';
import type { DecisionStream } from './decision-stream.ts';
import type { FaultPlan, MessageAction, Trigger } from './fault.ts';
import type { Happenings } from './happenings.ts';
import { eventKinds, judged } from './kernel/event-kinds.ts';
import type { Waiting } from './mailbox.ts';
import type { Envelope } from './program.ts';
import type { Scene } from './scene.ts';
import type { Triggers } from './triggers.ts';

interface Rule {
  readonly position: number;
  readonly fault: FaultPlan;
  readonly trigger: Extract<Trigger, { kind: 'on' }>;
  /** Messages that were meant. */
  matched: number;
  holding: Holding | null;
}

interface Holding {
  readonly messages: Waiting[];
  readonly until: ConditionWatch | null;
  readonly active: ActiveFault;
}

/** Strikes with what is not a matter of the message alone; in words. */
export type StrikeBefore = (position: number) => string;

export class MessageRules {
  private readonly scene: Scene;
  private readonly cluster: Cluster;
  private readonly happenings: Happenings;
  private readonly triggers: Triggers;
  private readonly decisions: readonly DecisionStream[];
  private readonly rules: readonly Rule[];
  private readonly strikeBefore: StrikeBefore;
  private holdings = 0;

  constructor(
    scene: Scene,
    cluster: Cluster,
    happenings: Happenings,
    triggers: Triggers,
    decisions: readonly DecisionStream[],
    strikeBefore: StrikeBefore,
  ) {
    this.scene = scene;
    this.cluster = cluster;
    this.happenings = happenings;
    this.triggers = triggers;
    this.decisions = decisions;
    this.strikeBefore = strikeBefore;
    this.rules = scene.plan.faults.flatMap((fault, position): Rule[] => {
      const { trigger } = fault;
      return trigger.kind === 'on' ? [{ position, fault, trigger, matched: 0, holding: null }] : [];
    });
  }

  get isEmpty(): boolean {
    return this.rules.length === 0;
  }

  /** What was done about a message that is on the point of delivery, in words; '' = nothing, let it be delivered. */
  judge(message: Envelope, cause: number): string {
    let words = '';
    for (const rule of this.rules) {
      if (!this.applies(rule, message)) continue;
      const { action } = rule.fault;
      const { id } = rule.fault;
      if (words !== '') words += '; ';
      switch (action.kind) {
        case 'drop':
        case 'delay':
        case 'hold':
          this.count(rule);
          return `${words}${id}: ${this.takeAway(rule, action, message, cause)}`;
        case 'duplicate':
          this.count(rule);
          words += `${id}: ${this.duplicate(rule, action.by, message, cause)}`;
          break;
        default:
          words += this.strikeBefore(rule.position);
      }
    }
    // After whatever strikes right before it.
    if (words !== '') this.scene.queue.pushNext(eventKinds.message, message.to, judged, cause, message);
    return words;
  }

  /** After every event: whether something held may go. */
  afterEvent(): void {
    if (this.holdings === 0) return;
    for (const rule of this.rules) {
      const { holding } = rule;
      if (holding === null) continue;
      if (!holding.active.isActive) this.forget(rule);
      else if (holding.until !== null && holding.until.afterEvent() > 0) {
        this.scene.queue.pushNext(eventKinds.faultEnds, 0, 0, this.scene.event, holding.active);
      }
    }
  }

  /** Whatever is held back goes on, and nothing more is. */
  endAll(): void {
    for (const { holding } of this.rules) {
      if (holding === null || !holding.active.isActive) continue;
      holding.active.isActive = false;
      this.letGo(holding.messages);
    }
  }

  private applies(rule: Rule, message: Envelope): boolean {
    const { trigger, position, fault } = rule;
    if (!this.triggers.isArmed(trigger.since)) return false;
    const isHolding = rule.holding?.active.isActive === true;
    if (!isHolding && trigger.times !== 0 && this.triggers.strikes[position]! >= trigger.times) return false;
    if (!isMeant(trigger.which, message, this.scene, this.cluster)) return false;
    // What is held back holds back what comes after it.
    if (isHolding) return true;
    const ordinal = ++rule.matched;
    if (trigger.nth !== 0 && ordinal !== trigger.nth) return false;
    if (ordinal % trigger.every !== 0) return false;
    if (!this.decisions[position]!.happens(trigger.probability, ordinal, faultLanes.chance)) return false;
    return fault.action.kind !== 'hold' || !this.isOver(rule);
  }

  /** A hold whose end has come about before it began holds nothing. */
  private isOver({ fault }: Rule): boolean {
    const { action } = fault;
    if (action.kind !== 'hold' || action.until === null) return false;
    return this.watch(action.until).begin();
  }

  private count(rule: Rule): void {
    if (rule.holding?.active.isActive === true) return;
    this.triggers.begin(rule.position);
    this.scene.struck.push(rule.fault);
  }

  private takeAway(
    rule: Rule,
    action: Exclude<MessageAction, { kind: 'duplicate' }>,
    message: Envelope,
    cause: number,
  ): string {
    const { queue, now } = this.scene;
    switch (action.kind) {
      case 'drop':
        return `drops ${this.words(message)}`;
      case 'delay': {
        const by = this.duration(rule, action.by);
        queue.push(now + by, eventKinds.message, message.to, judged, cause, message);
        return `delays ${this.words(message)}`;
      }
      case 'hold':
        rule.holding ??= this.hold(rule, action);
        rule.holding.messages.push({ message, cause });
        return `holds ${this.words(message)}`;
    }
  }

  private hold(
    { fault, position, matched }: Rule,
    action: Extract<MessageAction, { kind: 'hold' }>,
  ): Holding {
    const messages: Waiting[] = [];
    const active: ActiveFault = {
      plan: fault,
      nodes: [],
      links: [],
      isActive: true,
      release: () => this.letGo(messages),
    };
    const until = action.until === null ? null : this.watch(action.until);
    until?.begin();
    const { queue, now, event } = this.scene;
    if (fault.duration !== null) {
      const duration = this.decisions[position]!.duration(fault.duration, matched, faultLanes.duration);
      queue.push(now + duration, eventKinds.faultEnds, 0, 0, event, active);
    }
    this.holdings++;
    return { messages, until, active };
  }

  /** In the order in which they would have arrived. */
  private letGo(messages: readonly Waiting[]): void {
    const { queue } = this.scene;
    for (const { message, cause } of messages)
      queue.pushNext(eventKinds.message, message.to, judged, cause, message);
  }

  private forget(rule: Rule): void {
    rule.holding = null;
    this.holdings--;
  }

  private duplicate(
    rule: Rule,
    by: Extract<MessageAction, { kind: 'duplicate' }>['by'],
    message: Envelope,
    cause: number,
  ): string {
    const { queue, now, kind } = this.scene;
    const copy = kind.copyMessage === undefined ? message : kind.copyMessage(message);
    const at = now + this.duration(rule, by);
    queue.push(at, eventKinds.message, message.to, judged, cause, copy);
    return `doubles ${this.words(message)}`;
  }

  private duration({ position, matched }: Rule, by: Extract<MessageAction, { kind: 'delay' }>['by']): number {
    return this.decisions[position]!.duration(by, matched, faultLanes.by);
  }

  private watch(condition: ConditionWatch['condition']): ConditionWatch {
    return new ConditionWatch(condition, this.scene, this.cluster, this.happenings);
  }

  private words(message: Envelope): string {
    return `n${message.from} → n${message.to} ${this.scene.kind.describeMessage(message)}`;
  }
}
