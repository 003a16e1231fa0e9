// Judges one key: by chains while its history allows it, else by the frontier with the offline search as
// arbiter. What it calls violated is violated; what it cannot decide within its budget is `unknown`.

import type { Operation } from '../../history.ts';
import { type Call, callOf, settle } from './call.ts';
import { Chains, type Step } from './chains.ts';
import { Frontier } from './frontier.ts';
import { Search, type SearchAnswer } from './search.ts';
import { Values } from './values.ts';

export interface Budget {
  /** Ways that the frontier keeps at once. */
  readonly configurations: number;
  /** Places that one offline search visits. */
  readonly steps: number;
  /** Calls and ends that a key retains; more are not searched again. */
  readonly retained: number;
}

export const defaultBudget: Budget = { configurations: 2000, steps: 50_000, retained: 200_000 };

export type Tier = 'chains' | 'frontier' | 'search' | 'none';

/** The answer that broke the key, and the calls that it cannot be ordered with. */
export interface KeyViolation {
  readonly call: Call;
  readonly rivals: readonly Call[];
}

export class KeyJudge {
  readonly key: string;
  readonly values: Values = new Values();
  /** Who judges now; `none` once the budget was used up. */
  tier: Tier = 'chains';
  searches = 0;
  /** False when the history became too long to be kept. */
  isWhole = true;
  private readonly budget: Budget;
  private readonly open: Map<number, Call> = new Map();
  private chains: Chains | null = new Chains();
  private frontier: Frontier | null = null;
  /** Every call, twice once it has ended, in order; and the event of each. */
  private log: Call[] = [];
  private events: number[] = [];
  private calls: Call[] = [];

  constructor(key: string, budget: Budget) {
    this.key = key;
    this.budget = budget;
  }

  invoked(operation: Operation): void {
    const call = callOf(operation, this.values);
    this.open.set(operation.id, call);
    this.retain(call, operation.invokedEvent);
    if (this.isWhole) this.calls.push(call);
    if (this.chains !== null) {
      if (this.chains.invoked(call).kind === 'ambiguous') this.leaveChains();
    } else this.frontier?.invoked(call);
  }

  /** What the end of the operation broke. */
  returned(operation: Operation, event: number): KeyViolation | null {
    const call = this.open.get(operation.id);
    if (call === undefined) return null;
    this.open.delete(operation.id);
    settle(call, this.values);
    this.retain(call, event);
    if (this.chains !== null) return violationOf(this.chains.returned(call, event), call);
    return this.frontier === null ? null : this.advance(this.frontier, call, event);
  }

  /** Every call so far, by invocation; empty when they were too many. */
  history(): readonly Call[] {
    return this.calls;
  }

  /** The whole retained history again, offline. */
  search(steps: number): SearchAnswer {
    return this.isWhole ? new Search(this.calls, this.values).run(steps) : 'exhausted';
  }

  private advance(frontier: Frontier, call: Call, event: number): KeyViolation | null {
    const ways = frontier.returned(call, event);
    if (ways > this.budget.configurations) this.giveUp();
    if (ways > 0) return null;
    this.searches++;
    this.tier = 'search';
    const search = new Search(this.isWhole ? this.calls : [], this.values);
    const answer = this.isWhole ? search.run(this.budget.steps) : 'exhausted';
    switch (answer) {
      case 'violated':
        return { call, rivals: [] };
      case 'exhausted':
        this.giveUp();
        return null;
      case 'linearizable':
        frontier.restart(search.state, search.order);
        return null;
    }
  }

  private giveUp(): void {
    this.tier = 'none';
    this.frontier = null;
  }

  /** The frontier takes over, from the beginning; it was linearizable up to here. */
  private leaveChains(): void {
    this.chains = null;
    if (!this.isWhole) {
      this.giveUp();
      return;
    }
    this.tier = 'frontier';
    this.frontier = new Frontier(this.values);
    const seen = new Set<Call>();
    this.log.forEach((call, position) => {
      if (this.frontier === null) return;
      if (!seen.has(call)) {
        seen.add(call);
        this.frontier.invoked(call);
      } else this.advance(this.frontier, call, this.events[position]!);
    });
    this.log = [];
    this.events = [];
  }

  private retain(call: Call, event: number): void {
    if (!this.isWhole) return;
    if (this.calls.length >= this.budget.retained) {
      this.isWhole = false;
      this.log = [];
      this.events = [];
      this.calls = [];
    } else if (this.chains !== null) {
      this.log.push(call);
      this.events.push(event);
    }
  }
}

function violationOf(step: Step, call: Call): KeyViolation | null {
  return step.kind === 'broken' ? { call, rivals: step.rivals } : null;
}
