// How one run ended, and the record of it that reports are made from.

import type { PropertyReport, Violation } from './checkers/checker.ts';
import type { CourseSummary } from './course/summary.ts';
import type { Operation } from './history.ts';

export type Verdict =
  | { readonly kind: 'passed' }
  | { readonly kind: 'violated'; readonly violation: Violation }
  /** An `eventually` did not come about within its bound. */
  | { readonly kind: 'stalled'; readonly property: string; readonly message: string; readonly at: number }
  /** A `sometimes` was never reached: the run proved nothing. */
  | { readonly kind: 'missed'; readonly goals: readonly string[] }
  /** All went well, but not within these thresholds. */
  | { readonly kind: 'outside'; readonly thresholds: readonly string[]; readonly message: string }
  /** A program threw. */
  | {
      readonly kind: 'crashed';
      readonly node: number;
      readonly event: number;
      readonly at: number;
      readonly error: string;
    }
  /** A checker or the run used up its budget. */
  | { readonly kind: 'inconclusive'; readonly reason: string };

export interface RunStatistics {
  readonly elections: number;
  readonly terms: number;
  readonly commits: number;
  readonly operations: {
    readonly invoked: number;
    readonly ok: number;
    readonly unknown: number;
    readonly failed: number;
  };
  readonly messages: {
    readonly sent: number;
    readonly delivered: number;
    readonly lost: number;
    readonly cut: number;
    readonly duplicated: number;
    /** Damaged under way. */
    readonly corrupted: number;
    /** To a node that was down. */
    readonly undeliverable: number;
  };
  /** Of a network that delivers by priority: lines of messages, and what was delivered from them. */
  readonly schedule?: { readonly threads: number; readonly deliveries: number };
  readonly crashes: number;
  readonly restarts: number;
  /** Disks that lost or damaged what they had acknowledged, each time. */
  readonly damaged: number;
  readonly faults: { readonly injected: number; readonly skipped: number };
}

/** A part of what is expected, and what became of it; `never` is reached where it was kept. */
export interface GoalReport {
  readonly kind: 'eventually' | 'sometimes' | 'never' | 'final' | 'threshold';
  readonly name: string;
  readonly status: 'reached' | 'not-reached' | 'not-judged' | 'excused';
  readonly detail: string;
  /** Of a `sometimes` that only one run of so many has to reach. */
  readonly perSeeds?: number;
  /** Of a threshold: what was measured, in µs, times or thousandths; null where there was nothing to measure. */
  readonly value?: number | null;
}

/** What only a live run has to tell. */
export interface LiveFacts {
  /** The executable, as the user named it. */
  readonly replica: string;
  /** Replicas that ended without being killed; µs, and the end of what they wrote to stderr. */
  readonly deaths: readonly {
    readonly replica: string;
    readonly event: number;
    readonly at: number;
    readonly how: string;
    readonly stderr: string;
  }[];
  /** What counts as an incorrect response: the first of them. */
  readonly mishaps: readonly {
    readonly replica: string;
    readonly event: number;
    readonly at: number;
    readonly why: string;
  }[];
}

export interface Run {
  readonly scenario: string;
  readonly seed: number;
  readonly verdict: Verdict;
  /** 64 bits over every event, 16 hex digits. */
  readonly digest: string;
  readonly events: number;
  /** Virtual time reached, µs. */
  readonly endedAt: number;
  readonly nodes: number;
  readonly clients: number;
  readonly properties: readonly PropertyReport[];
  readonly goals: readonly GoalReport[];
  readonly statistics: RunStatistics;
  /** Of a course's config file. */
  readonly course?: CourseSummary;
  /** Of a run with real processes in real time, which nobody can repeat. */
  readonly live?: LiveFacts;
  /** Those that the violation names; only in a run with a trace, which alone keeps operations. */
  readonly operations?: readonly Operation[];
}

/** The property or goal that was not kept; else how the run ended. */
export function brokenBy(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'violated':
      return verdict.violation.property;
    case 'stalled':
      return verdict.property;
    default:
      return verdict.kind;
  }
}
