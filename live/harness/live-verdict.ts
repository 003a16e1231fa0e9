// A live run judged: by the course's checks, by the credit that its metrics earn, and by whether what its clients
// saw can be put in order.

import type { PropertyReport, Violation } from '../../sim/checkers/checker.ts';
import { type BrokenKey, judgeHistory } from '../../sim/checkers/recorded/judge-history.ts';
import type { CourseCheck, CourseMetric, Tier } from '../../sim/course/summary.ts';
import type { Operation } from '../../sim/history.ts';
import type { Run, Verdict } from '../../sim/verdict.ts';
import type { LiveEnd } from './live-end.ts';
import type { Roster } from './roster.ts';

export interface Judged {
  readonly scenario: string;
  readonly seed: number;
  readonly roster: Roster;
  /** As the user named it. */
  readonly replica: string;
  /** What every metric has to earn at least. */
  readonly credit: Tier;
}

interface Finding {
  readonly report: PropertyReport;
  /** Null where it holds or nobody knows. */
  readonly violation: Violation | null;
}

const tiers: readonly Tier[] = ['Bonus', 'Full credit', 'Partial credit', 'No credit'];
const noDiffering: ReadonlySet<number> = new Set();

export function runOf(end: LiveEnd, judged: Judged): Run {
  const { scenario, seed, roster, replica } = judged;
  const { course, events, endedAt, operations } = end;
  const findings = [
    ...course.correctness.map((check) => ofCheck(check, end, roster)),
    ofHistory(end),
    ofCredit(end, judged.credit),
  ];
  const broken = findings.find(({ violation }) => violation !== null)?.violation ?? null;
  const named = new Set(broken?.operations ?? []);
  return {
    scenario,
    seed,
    verdict: verdictOf(broken, findings),
    digest: end.digest,
    events,
    endedAt,
    nodes: roster.names.length,
    clients: roster.clientCount,
    properties: findings.map(({ report }) => report),
    goals: [],
    statistics: statisticsOf(end),
    course,
    operations: operations.filter(({ id }) => named.has(id)),
    live: {
      replica,
      deaths: end.deaths.map((death) => ({ ...death, replica: roster.nameOf(death.replica) })),
      mishaps: end.mishaps.map((mishap) => ({ ...mishap, replica: roster.nameOf(mishap.replica) })),
    },
  };
}

function verdictOf(violation: Violation | null, findings: readonly Finding[]): Verdict {
  if (violation !== null) return { kind: 'violated', violation };
  const open = findings.find(({ report }) => report.status === 'unknown');
  return open === undefined
    ? { kind: 'passed' }
    : { kind: 'inconclusive', reason: `${open.report.property}: ${open.report.detail}` };
}

function ofCheck({ name, holds, detail }: CourseCheck, end: LiveEnd, roster: Roster): Finding {
  const source = "the course's correctness checks";
  const first = name === 'replicas-alive' ? end.deaths[0] : undefined;
  const mishap = name === 'incorrect-responses' ? end.mishaps[0] : undefined;
  const { event = end.events, at = end.endedAt, replica = 0 } = first ?? mishap ?? {};
  const what =
    first !== undefined
      ? `${roster.nameOf(first.replica)} died: ${first.how}${lastWords(first.stderr)}`
      : (mishap?.why ?? detail);
  const message = `The run fails the course's check of ${name}: ${what}`;
  return findingOf({ property: name, source, holds, detail, message, event, at, node: replica });
}

function lastWords(stderr: string): string {
  const line = stderr.trimEnd().split('\n').at(-1)?.trim() ?? '';
  return line === '' ? '' : `; its last words: ${line}`;
}

function ofHistory({ operations, events, endedAt }: LiveEnd): Finding {
  const property = 'linearizable';
  const source = 'Herlihy & Wing 1990';
  const { broken, unknown, keys } = judgeHistory(operations, noDiffering);
  const looked = `${operations.length} operations on ${keys} keys`;
  if (broken[0] !== undefined) return ofBroken(broken[0], operations);
  if (unknown.length > 0) {
    const detail = `the budget was used up at ${unknown.length} keys, ${unknown[0]} the first`;
    return {
      report: { property, source, scope: 'end-to-end', status: 'unknown', detail },
      violation: null,
    };
  }
  return findingOf({
    property,
    source,
    holds: true,
    detail: looked,
    message: '',
    event: events,
    at: endedAt,
    node: 0,
  });
}

function ofBroken({ message, event, operations: ids }: BrokenKey, operations: readonly Operation[]): Finding {
  const last = operations.find(({ returnedEvent }) => returnedEvent === event);
  const finding = findingOf({
    property: 'linearizable',
    source: 'Herlihy & Wing 1990',
    holds: false,
    detail: message,
    message,
    event,
    at: last?.returnedAt ?? 0,
    node: 0,
  });
  return { ...finding, violation: { ...finding.violation!, operations: ids } };
}

function ofCredit({ course, events, endedAt }: LiveEnd, credit: Tier): Finding {
  const isBelow = ({ tier }: CourseMetric): boolean =>
    tier !== null && tiers.indexOf(tier) > tiers.indexOf(credit);
  const below = course.performance.filter(isBelow);
  const told = below.map(({ name, value, tier }) => `${name} ${value} earns ${tier?.toLowerCase()}`);
  const detail = below.length === 0 ? `every metric earns ${credit.toLowerCase()} or more` : told.join(', ');
  return findingOf({
    property: 'credit',
    source: "the course's performance checks",
    holds: below.length === 0,
    detail,
    message: `Not every metric earns ${credit.toLowerCase()}: ${detail}`,
    event: events,
    at: endedAt,
    node: 0,
  });
}

interface Found {
  readonly property: string;
  readonly source: string;
  readonly holds: boolean;
  readonly detail: string;
  readonly message: string;
  readonly event: number;
  readonly at: number;
  readonly node: number;
}

function findingOf({ property, source, holds, detail, message, event, at, node }: Found): Finding {
  const scope = 'end-to-end';
  return {
    report: { property, source, scope, status: holds ? 'held' : 'violated', detail },
    violation: holds
      ? null
      : { property, source, scope, event, at, node, message, evidence: { found: detail } },
  };
}

function statisticsOf({ course, operations, deaths, faults }: LiveEnd): Run['statistics'] {
  const { sent, dropped, blocked } = course.messages;
  const of = (state: Operation['state']): number =>
    operations.filter((operation) => operation.state === state).length;
  return {
    // What nobody can see from outside is 0.
    elections: course.leaders.length,
    terms: 0,
    commits: 0,
    operations: {
      invoked: operations.length,
      ok: of('ok'),
      unknown: of('unknown') + of('pending'),
      failed: of('failed'),
    },
    messages: {
      sent,
      delivered: sent - dropped - blocked,
      lost: dropped,
      cut: blocked,
      duplicated: 0,
      corrupted: 0,
      undeliverable: 0,
    },
    crashes: course.killed + deaths.length,
    restarts: 0,
    damaged: 0,
    faults,
  };
}
