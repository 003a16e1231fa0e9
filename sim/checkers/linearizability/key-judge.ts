// Judges one key: by chains while its values are unique, else by the frontier with the offline search as
// arbiter. What it calls violated is violated; what it cannot decide within its budget is `unknown`.

import type { Operation } from '../../history.ts';
import { type Call, callOf, number, settle } from './call.ts';
import { type Broken, Chains } from './chains.ts';
import { Frontier } from './frontier.ts';
import { leftOver } from './left-over.ts';
import { Search, type SearchAnswer } from './search.ts';
import { Values } from './values.ts';
import { Window } from './window.ts';

export interface Budget {
  /** Ways that the frontier keeps at once. */
  readonly configurations: number;
  /** Blocks that one attempt to find out who saw which delete may try out. */
  readonly matching: number;
  /** Places that all online searches of a key may visit, and one offline. */
  readonly steps: number;
  /** Calls from the first on that a key keeps for the audit; beyond them only its window. */
  readonly retained: number;
  /** Calls in a window, which a key keeps for explanations, and for the day on which the frontier takes over. */
  readonly window: number;
  /** Calls between two attempts to sum up what is past. */
  readonly cutEvery: number;
}

export const defaultBudget: Budget = {
  configurations: 32,
  matching: 20_000,
  steps: 100_000,
  retained: 0,
  window: 4096,
  cutEvery: 8,
};

/** `relaxed`: chains that no longer find everything; `none`: nobody, once the budget was used up. */
export type Tier = 'chains' | 'frontier' | 'search' | 'relaxed' | 'none';

/** The answer that broke the key, and the calls that it cannot be ordered with. */
export interface KeyViolation {
  readonly call: Call;
  readonly rivals: readonly Call[];
}

export class KeyJudge {
  readonly key: string;
  /** Who judges now. */
  tier: Tier = 'chains';
  searches = 0;
  values: Values = new Values();
  private readonly budget: Budget;
  private readonly open: Map<number, Call> = new Map();
  private chains: Chains | null;
  private frontier: Frontier | null = null;
  /** Null once it became too long. */
  private window: Window | null;
  /** The whole history; null where that is not kept. */
  private calls: Call[] | null;
  private stepsLeft: number;

  constructor(key: string, budget: Budget) {
    this.key = key;
    this.budget = budget;
    this.stepsLeft = budget.steps;
    this.window = new Window(budget.cutEvery);
    this.chains = new Chains(budget.matching, budget.cutEvery);
    this.calls = budget.retained > 0 ? [] : null;
  }

  /** Undecided so far: what happened may or may not have an order. */
  get isUnknown(): boolean {
    return this.tier === 'relaxed' || this.tier === 'none';
  }

  invoked(operation: Operation): void {
    const call = callOf(operation);
    this.open.set(operation.id, call);
    this.retain(call);
    this.window?.invoked(call, operation.invokedEvent);
    if (this.frontier !== null) {
      number(call, this.values);
      this.frontier.invoked(call);
    }
    if (this.chains === null) return;
    if (this.chains.invoked(call) === 'unreadable') this.chains = null;
    if (this.tier === 'chains' && this.chains?.isExact !== true) this.enterFrontier();
    else if (this.tier === 'relaxed' && this.chains === null) this.tier = 'none';
  }

  /** What the end of the operation broke. */
  returned(operation: Operation, event: number): KeyViolation | null {
    const call = this.open.get(operation.id);
    if (call === undefined) return null;
    this.open.delete(operation.id);
    settle(call);
    this.window?.returned(call, event);
    const broken = this.byChains(call, event) ?? this.byFrontier(call, event);
    if (broken !== null) return { call, rivals: broken.rivals };
    if (this.window?.isDue(call) === true) this.cut(this.window, call, event);
    return null;
  }

  /** What is kept of its calls, by invocation: all, or the window. */
  history(): readonly Call[] {
    const calls = this.calls ?? this.window?.calls ?? [];
    for (const call of calls) number(call, this.values);
    return calls;
  }

  /** What the key held before `history()`. */
  start(): number {
    return this.calls === null ? this.values.of(this.window?.start ?? null) : 0;
  }

  /** All that is kept again, offline. */
  search(steps: number): SearchAnswer {
    if (this.calls === null && this.window === null) return 'exhausted';
    return new Search(this.history(), this.values, this.start()).run(steps);
  }

  private byChains(call: Call, event: number): Broken | null {
    const broken = this.chains?.returned(call, event) ?? null;
    if (this.chains === null || this.tier !== 'chains' || !this.chains.absences.isLost) return broken;
    this.chains.relax();
    return this.beginFrontier() && this.arbitrate() === 'violated' ? (broken ?? { rivals: [] }) : null;
  }

  private byFrontier(call: Call, event: number): Broken | null {
    const { frontier } = this;
    if (frontier === null) return null;
    number(call, this.values);
    if (frontier.returned(call, event) === 0 && this.arbitrate() === 'violated') return { rivals: [] };
    // Losing a way costs a search at worst: none that is kept is wrong, and none is missed without asking.
    this.frontier?.narrow(this.budget.configurations);
    return null;
  }

  /** The frontier has no way left: an order found by search is where it goes on from. */
  private arbitrate(): SearchAnswer {
    const { window, frontier } = this;
    if (window === null || frontier === null) return this.giveUp();
    this.searches++;
    this.tier = 'search';
    const search = new Search(window.calls, this.values, this.values.of(window.start));
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
    this.tier = this.chains === null ? 'none' : 'relaxed';
    this.frontier = null;
    return 'exhausted';
  }

  private beginFrontier(): boolean {
    const { window } = this;
    if (window === null) {
      this.giveUp();
      return false;
    }
    this.tier = 'frontier';
    this.values = new Values();
    for (const call of window.calls) number(call, this.values);
    this.frontier = new Frontier(this.values);
    this.frontier.begin(this.values.of(window.start), []);
    return true;
  }

  /** The frontier takes over from the beginning of the window. All was linearizable so far. */
  private enterFrontier(): void {
    if (!this.beginFrontier()) return;
    const { log, events } = this.window!;
    const called = new Set<Call>();
    for (let i = 0; i < log.length; i++) {
      const call = log[i]!;
      if (!called.has(call)) {
        called.add(call);
        this.frontier!.invoked(call);
      } else if (this.frontier!.returned(call, events[i]!) === 0) {
        this.arbitrate();
        return;
      }
    }
  }

  /** Sums up what came before the end of this call. */
  private cut(window: Window, call: Call, event: number): void {
    if (this.tier === 'chains') {
      window.cut(call, this.leftByChains(window, event));
      return;
    }
    if (this.frontier === null) return;
    const left = leftOver(window, this.values);
    window.cut(call, left);
    // Numbers of what is past are given back with it.
    if (left !== null && this.beginFrontier()) this.frontier.begin(this.values.of(window.start), left);
  }

  private leftByChains(window: Window, event: number): Call[] | null {
    const left: Call[] = [];
    for (const call of window.unknown()) {
      const isProved = this.chains!.isProved(call, event);
      if (isProved === null) return null;
      if (!isProved) left.push(call);
    }
    return left;
  }

  private retain(call: Call): void {
    const { budget, tier } = this;
    if (this.calls !== null && this.calls.length >= budget.retained) this.calls = null;
    this.calls?.push(call);
    const windowMax = tier === 'chains' ? budget.window : 5 * budget.window;
    if (this.window !== null && this.window.calls.length > windowMax) this.window = null;
  }
}
