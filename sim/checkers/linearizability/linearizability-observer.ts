// Linearizability after every event: of what clients saw, key by key, knowing nothing of the program;
// and of the order of the log, which is a proof where there is a log.

import type { Facts } from '../../facts.ts';
import type { Operation } from '../../history.ts';
import type { Observer, PropertyReport, Scope, Violation } from '../checker.ts';
import { Certificate, type Refutation } from './certificate.ts';
import { type Budget, defaultBudget, KeyJudge, type KeyViolation } from './key-judge.ts';
import { explain } from './key-violation.ts';

export interface LinearizabilityOptions {
  /** end-to-end: `linearizable`; deep: `log-order-linearizable`. */
  readonly scopes: readonly Scope[];
  /** Property names; empty = all of the scopes. */
  readonly always?: readonly string[];
  readonly budget?: Partial<Budget>;
}

const clientSide = {
  property: 'linearizable',
  source: 'Herlihy & Wing 1990; Gibbons & Korach 1997; Lowe 2017',
  scope: 'end-to-end',
} as const;
const logSide = {
  property: 'log-order-linearizable',
  source: 'Herlihy & Wing 1990; Raft §8',
  scope: 'deep',
} as const;

export class LinearizabilityObserver implements Observer {
  private readonly budget: Budget;
  private readonly keys: Map<string, KeyJudge> = new Map();
  private readonly isBlackBox: boolean;
  private readonly certificate: Certificate | null;
  private operations = 0;
  private answered = 0;
  private unknown = 0;
  private broken: string = '';
  private refuted = false;
  /** Keys that were undecided online and decided by the audit. */
  private readonly decidedLate: Set<string> = new Set();

  constructor(options: LinearizabilityOptions) {
    const { scopes, always = [], budget } = options;
    const isWanted = ({ property, scope }: { property: string; scope: Scope }): boolean =>
      scopes.includes(scope) && (always.length === 0 || always.includes(property));
    this.budget = { ...defaultBudget, ...budget };
    this.isBlackBox = isWanted(clientSide);
    this.certificate = isWanted(logSide) ? new Certificate() : null;
  }

  afterEvent(facts: Facts): Violation | null {
    const { invoked, applied, returned } = facts;
    for (let i = 0; i < invoked.count; i++) this.onInvoked(invoked.items[i]!);
    if (this.certificate !== null && !this.refuted) {
      for (let i = 0; i < applied.count; i++) {
        const refutation = this.certificate.onApplied(applied.items[i]!);
        if (refutation !== null) return this.refute(refutation, facts);
      }
    }
    for (let i = 0; i < returned.count; i++) {
      const violation = this.onReturned(returned.items[i]!, facts);
      if (violation !== null) return violation;
    }
    return null;
  }

  /** Searches what is kept of every key's history again, offline, within the budget. */
  audit(facts: Facts): Violation | null {
    if (!this.isBlackBox || this.broken !== '') return null;
    for (const judge of this.keys.values()) {
      // A history with an order shows it after few wrong turns; only the undecided are worth the whole budget.
      const steps = judge.isUnknown ? this.budget.steps : 4 * judge.history().length + 1000;
      const answer = judge.search(Math.min(steps, this.budget.steps));
      if (answer === 'linearizable') this.decidedLate.add(judge.key);
      const last = judge.history().findLast(({ state }) => state === 'done' || state === 'seen');
      if (answer === 'violated' && last !== undefined)
        return this.violate(judge, { call: last, rivals: [] }, facts);
    }
    return null;
  }

  report(): readonly PropertyReport[] {
    const reports: PropertyReport[] = [];
    if (this.isBlackBox) reports.push(this.clientReport());
    if (this.certificate !== null) reports.push(this.logReport(this.certificate));
    return reports;
  }

  private onInvoked(operation: Operation): void {
    this.operations++;
    this.certificate?.invoked(operation);
    if (!this.isBlackBox) return;
    const { key } = operation.command;
    let judge = this.keys.get(key);
    if (judge === undefined) {
      judge = new KeyJudge(key, this.budget);
      this.keys.set(key, judge);
    }
    judge.invoked(operation);
  }

  private onReturned(operation: Operation, facts: Facts): Violation | null {
    if (operation.state === 'ok') this.answered++;
    else if (operation.state === 'unknown') this.unknown++;
    if (this.isBlackBox) {
      const judge = this.keys.get(operation.command.key);
      const found = judge?.returned(operation, facts.event) ?? null;
      if (judge !== undefined && found !== null) return this.violate(judge, found, facts);
    }
    if (this.certificate === null || this.refuted) return null;
    const refutation = this.certificate.returned(operation);
    return refutation === null ? null : this.refute(refutation, facts);
  }

  private violate(judge: KeyJudge, found: KeyViolation, facts: Facts): Violation {
    this.broken = judge.key;
    const { message, operations } = explain(judge, found);
    return {
      ...clientSide,
      event: facts.event,
      at: facts.at,
      node: facts.node,
      message,
      evidence: { key: judge.key, operations: operations.length, judgedBy: judge.tier },
      operations: operations.map(({ id }) => id),
    };
  }

  private refute({ message, index, operation }: Refutation, facts: Facts): Violation {
    this.refuted = true;
    const { event, at, node } = facts;
    const evidence = { key: operation.command.key, index, operation: operation.id };
    return { ...logSide, event, at, node, message, evidence, operations: [operation.id] };
  }

  private clientReport(): PropertyReport {
    const judges = [...this.keys.values()];
    const undecided = judges.filter(({ isUnknown, key }) => isUnknown && !this.decidedLate.has(key));
    const isProved = this.isProvedByLog();
    const count = (tier: KeyJudge['tier']): number => judges.filter((judge) => judge.tier === tier).length;
    const by = [
      `${count('chains')} keys by chains`,
      `${count('frontier') + count('search')} by frontier`,
      `${judges.reduce((sum, { searches }) => sum + searches, 0)} searches`,
    ];
    if (undecided.length > 0)
      by.push(`${undecided.length} beyond the budget${isProved ? ', proved by the log' : ''}`);
    const status = this.broken !== '' ? 'violated' : undecided.length > 0 && !isProved ? 'unknown' : 'held';
    const seen = `${this.operations} operations, ${this.unknown} of unknown outcome, ${judges.length} keys`;
    return {
      ...clientSide,
      status: this.operations === 0 ? 'not-judged' : status,
      detail: `${seen}: ${by.join(', ')}`,
    };
  }

  /** A log order that suits every answer is a linearization, whoever found it. */
  private isProvedByLog(): boolean {
    const { certificate } = this;
    return certificate?.isJudging === true && !this.refuted && certificate.judged === this.answered;
  }

  private logReport({ isJudging, judged, applied }: Certificate): PropertyReport {
    if (this.refuted) return { ...logSide, status: 'violated', detail: `index ${applied}` };
    if (!isJudging || judged === 0) return { ...logSide, status: 'not-judged', detail: 'no log to judge by' };
    return {
      ...logSide,
      status: 'held',
      detail: `strict order held by the log: ${judged} answers, ${applied} indices`,
    };
  }
}
