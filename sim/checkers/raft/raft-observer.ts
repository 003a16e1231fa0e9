// Raft's properties, checked after every event: one picture of the cluster, and a checker a property that
// is called when the event changed something it watches.

import type { Facts } from '../../facts.ts';
import type { Observer, PropertyReport, Scope, Violation } from '../checker.ts';
import { audits } from './audit/audits.ts';
import { Chronicle } from './audit/chronicle.ts';
import { Past } from './audit/past.ts';
import { Dispatch } from './dispatch.ts';
import { Mirror, type RaftCluster, type RaftFacts } from './mirror.ts';
import { Occurrences } from './occurrences.ts';
import type { Finding, RaftChecker, RaftCheckOptions } from './raft-checker.ts';
import { raftCheckers } from './raft-checkers.ts';

export interface RaftObserverOptions extends RaftCheckOptions {
  readonly scopes: readonly Scope[];
  /** Property names; empty = all. */
  readonly always: readonly string[];
  /** Keeps the whole run, to judge it again at every crash and at the end. */
  readonly isAudited?: boolean;
}

/** Entries looked at again at a crash, for each event since the last time. */
const recheckedPerEvent = 8;

export class RaftObserver implements Observer {
  private readonly mirror: Mirror;
  private readonly checkers: readonly RaftChecker[];
  private readonly dispatch: Dispatch;
  private readonly happened: Occurrences;
  private readonly options: RaftObserverOptions;
  private readonly chronicle: Chronicle | null;
  private recheckedAt = 0;
  private broken = '';

  constructor(cluster: RaftCluster, options: RaftObserverOptions) {
    const mirror = new Mirror(cluster);
    this.mirror = mirror;
    this.checkers = raftCheckers
      .map((make) => new make(mirror, options))
      .filter(({ scope }) => options.scopes.includes(scope))
      .filter(({ property }) => options.always.length === 0 || options.always.includes(property));
    this.dispatch = new Dispatch(this.checkers);
    this.happened = new Occurrences(mirror);
    this.options = options;
    this.chronicle = options.isAudited === true ? new Chronicle(cluster) : null;
  }

  afterEvent(facts: Facts): Violation | null {
    if (facts.node === 0) return null;
    // Raft's kind hosts Raft's messages and writes; the simulator cannot know their types.
    const raftFacts = facts as unknown as RaftFacts;
    const violation = this.judge(this.mirror.follow(raftFacts), facts);
    this.chronicle?.record(raftFacts);
    if (violation !== null || facts.kind !== 'crash') return violation;
    if (this.chronicle !== null) return this.audit(facts);
    return this.isRecheckDue(facts) ? this.recheck(raftFacts) : null;
  }

  audit(facts: Facts): Violation | null {
    const violation = this.recheck(facts as unknown as RaftFacts);
    if (violation !== null) return violation;
    for (const checker of this.checkers) {
      const finding = checker.audit?.() ?? null;
      if (finding !== null) return this.violation(checker, finding, facts);
    }
    return this.chronicle === null ? null : this.auditPast(this.chronicle, facts);
  }

  report(): readonly PropertyReport[] {
    return this.checkers.map((checker) => ({
      property: checker.property,
      source: checker.source,
      scope: checker.scope,
      status: this.statusOf(checker),
      detail: checker.detail(),
    }));
  }

  occurrences(): ReadonlyMap<string, number> {
    return this.happened.counts();
  }

  private judge(seen: number, facts: Facts): Violation | null {
    if (seen === 0) return null;
    const { step } = this.mirror;
    this.happened.note(seen, step);
    const concerned = this.dispatch.concerned(seen);
    for (let i = 0; i < concerned.length; i++) {
      const finding = concerned[i]!.check(step);
      if (finding !== null) return this.violation(concerned[i]!, finding, facts);
    }
    return null;
  }

  /** Every property over all that happened, by other means than its check. */
  private auditPast(chronicle: Chronicle, facts: Facts): Violation | null {
    const past = new Past(chronicle, this.options);
    for (const checker of this.checkers) {
      const finding = audits[checker.property]!(past);
      if (finding !== null) return this.violation(checker, finding, facts);
    }
    return null;
  }

  /** Every entry of every log again, for what changed without the last entry changing. */
  private recheck(facts: RaftFacts): Violation | null {
    for (const node of this.mirror.nodes) {
      const violation = this.judge(this.mirror.recheck(facts, node), facts as unknown as Facts);
      if (violation !== null) return violation;
    }
    return null;
  }

  /** Keeps the cost of crashes in proportion to the events between them, however long the logs. */
  private isRecheckDue({ event }: Facts): boolean {
    let entries = 0;
    for (const { log } of this.mirror.nodes) entries += log.lastIndex;
    if ((event - this.recheckedAt) * recheckedPerEvent < entries) return false;
    this.recheckedAt = event;
    return true;
  }

  private violation({ property, source, scope }: RaftChecker, finding: Finding, facts: Facts): Violation {
    this.broken = property;
    const { node, message, evidence } = finding;
    return { property, source, scope, event: facts.event, at: facts.at, node, message, evidence };
  }

  private statusOf({ property, isJudged }: RaftChecker): PropertyReport['status'] {
    if (property === this.broken) return 'violated';
    return isJudged === false ? 'not-judged' : 'held';
  }
}
