// Judges one key: by chains while its history allows it, else by the frontier with the offline search as
// arbiter. What it calls violated is violated; what it cannot decide within its budget is `unknown`.

import type { Operation } from '../../history.ts';
import { type Call, callOf, settle } from './call.ts';
import { Chains } from './chains.ts';
import { Frontier } from './frontier.ts';
import { Search, type SearchAnswer } from './search.ts';
import { Values } from './values.ts';
import { Window } from './window.ts';

export interface Budget {
  /** Ways that the frontier keeps at once. */
  readonly configurations: number;
  /** Places that all online searches of a key may visit, and one offline. */
  readonly steps: number;
  /** Calls that a key keeps for the audit and for explanations. */
  readonly retained: number;
  /** Calls between two attempts to sum up what is past. */
  readonly cutEvery: number;
}

export const defaultBudget: Budget = { configurations: 32, steps: 100_000, retained: 20_000, cutEvery: 24 };

export type Tier = 'chains' | 'frontier' | 'search' | 'none';

/** The answer that broke the key, and the calls that it cannot be ordered with. */
export interface KeyViolation {
  readonly call: Call;
  readonly rivals: readonly Call[];
}

/** Chains need no window but for the day on which the frontier takes over. */
const windowMax = 4096;

export class KeyJudge {
  readonly key: string;
  readonly values: Values = new Values();
  /** Who judges now; `none` once the budget was used up. */
  tier: Tier = 'chains';
  searches = 0;
  private readonly budget: Budget;
  private readonly open: Map<number, Call> = new Map();
  private chains: Chains | null = new Chains();
  private frontier: Frontier | null = null;
  /** Null once it became too long. */
  private window: Window | null;
  /** The whole history; null once it became too long. */
  private calls: Call[] | null = [];
  private stepsLeft: number;

  constructor(key: string, budget: Budget) {
    this.key = key;
    this.budget = budget;
    this.stepsLeft = budget.steps;
    this.window = new Window(this.values, budget.cutEvery);
  }

  invoked(operation: Operation): void {
    const call = callOf(operation, this.values);
    this.open.set(operation.id, call);
    this.retain(call);
    this.window?.invoked(call, operation.invokedEvent);
    if (this.chains === null) this.frontier?.invoked(call);
    else if (this.chains.invoked(call) === 'ambiguous') this.leaveChains();
  }

  /** What the end of the operation broke. */
  returned(operation: Operation, event: number): KeyViolation | null {
    const call = this.open.get(operation.id);
    if (call === undefined) return null;
    this.open.delete(operation.id);
    settle(call, this.values);
    this.window?.returned(call, event);
    if (this.chains !== null) {
      const broken = this.chains.returned(call, event);
      if (broken !== null) return { call, rivals: broken.rivals };
    } else if (this.frontier !== null && this.frontier.returned(call, event) === 0) {
      if (this.arbitrate() === 'violated') return { call, rivals: [] };
    }
    if (this.window?.cut(call) === true) this.frontier?.begin(this.window.start, this.window.calls);
    // Losing a way costs a search at worst: none that is kept is wrong, and none is missed without asking.
    this.frontier?.narrow(this.budget.configurations);
    return null;
  }

  /** Every call so far, by invocation; empty when they were too many. */
  history(): readonly Call[] {
    return this.calls ?? [];
  }

  /** The whole retained history again, offline. */
  search(steps: number): SearchAnswer {
    return this.calls === null ? 'exhausted' : new Search(this.calls, this.values).run(steps);
  }

  /** The frontier has no way left: an order found by search is where it goes on from. */
  private arbitrate(): SearchAnswer {
    const { window, frontier } = this;
    if (window === null || frontier === null) return this.giveUp();
    this.searches++;
    this.tier = 'search';
    const search = window.search();
    const answer = search.run(this.stepsLeft);
    this.stepsLeft -= search.visited;
    if (answer === 'exhausted') return this.giveUp();
    if (answer === 'linearizable') {
      const open = window.calls.filter(({ state }) => state === 'pending' || state === 'unknown');
      frontier.begin(search.state, open, search.order);
    }
    return answer;
  }

  private giveUp(): 'exhausted' {
    this.tier = 'none';
    this.frontier = null;
    this.window = null;
    return 'exhausted';
  }

  /** The frontier takes over from the beginning of the window. All was linearizable so far. */
  private leaveChains(): void {
    this.chains = null;
    const { window } = this;
    if (window === null) {
      this.giveUp();
      return;
    }
    this.tier = 'frontier';
    this.frontier = new Frontier(this.values);
    this.frontier.begin(window.start, []);
    const called = new Set<Call>();
    for (let i = 0; i < window.log.length; i++) {
      const call = window.log[i]!;
      if (!called.has(call)) {
        called.add(call);
        this.frontier.invoked(call);
      } else if (this.frontier.returned(call, window.events[i]!) === 0) {
        this.arbitrate();
        return;
      }
    }
  }

  private retain(call: Call): void {
    if (this.calls !== null && this.calls.length >= this.budget.retained) this.calls = null;
    this.calls?.push(call);
    if (this.chains !== null && this.window !== null && this.window.calls.length > windowMax)
      this.window = null;
  }
}
