// Watches one condition: asked after every event how often it has come about with it.

import type { Cluster } from './cluster.ts';
import { type Comparison, type Condition, compares, comparesRange, type MessageFilter } from './condition.ts';
import type { Happenings } from './happenings.ts';
import type { Operation } from './history.ts';
import type { Envelope } from './program.ts';
import type { Scene } from './scene.ts';
import { isMatched } from './selector.ts';

type StateCondition = Extract<Condition, { kind: 'leaders' | 'standing' }>;

export class ConditionWatch {
  readonly condition: Condition;
  /** When a state that holds now will have lasted long enough, µs; -1 = it does not hold, or was counted already. */
  dueAt = -1;
  private readonly scene: Scene;
  private readonly cluster: Cluster;
  private readonly happenings: Happenings;
  private holds = false;

  constructor(condition: Condition, scene: Scene, cluster: Cluster, happenings: Happenings) {
    this.condition = condition;
    this.scene = scene;
    this.cluster = cluster;
    this.happenings = happenings;
  }

  /** How often it has come about with the event just handled; of a state, when it has just lasted long enough. */
  afterEvent(): number {
    const { condition } = this;
    switch (condition.kind) {
      case 'event':
        return this.countEvents(condition);
      case 'message': {
        const { message } = this.scene.facts;
        return message !== null && isMeant(condition, message, this.scene, this.cluster) ? 1 : 0;
      }
      case 'operation':
        return this.countOperations(condition);
      case 'fault': {
        let count = 0;
        for (const { id } of this.scene.struck) if (id === condition.id) count++;
        return count;
      }
      case 'mark': {
        let count = 0;
        for (const name of this.scene.marks) if (name === condition.name) count++;
        return count;
      }
      case 'leaders':
      case 'standing':
        return this.followState(condition);
    }
  }

  /** Begins in the middle of a run. Whether it is so already: of a state that need not last. */
  begin(): boolean {
    const { condition } = this;
    if (condition.kind !== 'leaders' && condition.kind !== 'standing') return false;
    this.holds = this.isState(condition);
    if (!this.holds) return false;
    if (condition.lasting === 0) return true;
    this.dueAt = this.scene.now + condition.lasting;
    return false;
  }

  private countEvents({ event, node, term, index }: Extract<Condition, { kind: 'event' }>): number {
    const { happenings, cluster, scene } = this;
    let count = 0;
    for (let i = 0; i < happenings.count; i++) {
      if (happenings.events[i] !== event) continue;
      if (node !== null && !isMatched(node, happenings.nodes[i]!, cluster, scene.bound)) continue;
      if (term !== null && !compares(happenings.terms[i]!, term)) continue;
      if (index !== null && !comparesRange(happenings.lows[i]!, happenings.highs[i]!, index)) continue;
      count++;
    }
    return count;
  }

  private countOperations(condition: Extract<Condition, { kind: 'operation' }>): number {
    const { invoked, returned } = this.scene.facts;
    const among = condition.state === 'called' ? invoked : returned;
    let count = 0;
    for (let i = 0; i < among.count; i++) if (isOperation(condition, among.at(i))) count++;
    return count;
  }

  private followState(condition: StateCondition): number {
    const { now } = this.scene;
    let count = 0;
    // It held up to this instant, whatever the event made of it.
    if (this.dueAt >= 0 && now >= this.dueAt) {
      count++;
      this.dueAt = -1;
    }
    if (!this.happenings.hasMoved) return count;
    const held = this.holds;
    this.holds = this.isState(condition);
    if (this.holds && !held) {
      if (condition.lasting === 0) return count + 1;
      this.dueAt = now + condition.lasting;
    } else if (!this.holds) this.dueAt = -1;
    return count;
  }

  private isState(condition: StateCondition): boolean {
    const { cluster, scene } = this;
    if (condition.kind === 'leaders') return compares(cluster.leaders(), condition.is);
    let matched = 0;
    for (let node = 1; node <= cluster.size; node++) {
      if (!isMatched(condition.node, node, cluster, scene.bound)) continue;
      if (!this.stands(node, condition)) return false;
      matched++;
    }
    return matched > 0;
  }

  private stands(node: number, condition: Extract<Condition, { kind: 'standing' }>): boolean {
    const status = this.cluster.status(node);
    // Who has not started yet is not down either.
    if (status === undefined) return condition.role === 'down' && this.cluster.node(node).incarnation > 0;
    const { role, term, commit, applied } = condition;
    return (
      (role === null || status.role === role) &&
      isOr(status.term, term) &&
      isOr(status.commitIndex, commit) &&
      isOr(status.lastApplied, applied)
    );
  }
}

function isOr(value: number, comparison: Comparison | null): boolean {
  return comparison === null || compares(value, comparison);
}

function isOperation(
  { state, op, client, key }: Extract<Condition, { kind: 'operation' }>,
  operation: Operation,
): boolean {
  if (state !== 'called' && operation.state !== state) return false;
  if (op !== null && operation.command.kind !== op) return false;
  if (client !== 0 && operation.client !== client) return false;
  return key === null || operation.command.key === key;
}

/** Whether the filter lets this message through. */
export function isMeant(filter: MessageFilter, message: Envelope, scene: Scene, cluster: Cluster): boolean {
  const { messages, from, to, term, index } = filter;
  if (messages.length > 0 && !messages.includes(message.kind)) return false;
  if (from !== null && !isMatched(from, message.from, cluster, scene.bound)) return false;
  if (to !== null && !isMatched(to, message.to, cluster, scene.bound)) return false;
  const { kind } = scene;
  if (term !== null && !compares(kind.messageTerm?.(message) ?? 0, term)) return false;
  return index === null || compares(kind.messageIndex?.(message) ?? 0, index);
}
