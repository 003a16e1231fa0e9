// What a reporter is told: one run with where it came from, what was expected of it, and how to see it again.

import type { TraceEvent } from '../sim/trace.ts';
import type { Run, Verdict } from '../sim/verdict.ts';

/** One scenario as the command line asked for it. */
export interface Subject {
  /** As the user named it. */
  readonly file: string;
  /** Assignments that tell this way of running the file from others; absent: there is one way. */
  readonly variant?: readonly string[];
  readonly scenario: string;
  /** Node names, first to last. */
  readonly names: readonly string[];
  readonly clients: number;
  /** µs. */
  readonly chaos: number;
  readonly settle: number;
  /** The property that a planted bug must break; null = none may break. */
  readonly fails: string | null;
  /** By which run of a sweep; 0 = by the last. */
  readonly failsWithin: number;
  /** Ids of the planted bugs, of the file and of the command line. */
  readonly bugs: readonly string[];
  /** What the scenario left to the seed, by path. */
  readonly picked: { readonly [path: string]: string };
  /** Real processes in real time: the seed is of the harness's own decisions, and no run can be repeated. */
  readonly isLive?: boolean;
  /** `1203`, `1..200`, `1..500,900`. */
  readonly seeds: string;
  readonly runs: number;
}

/**
 * A verdict measured against the expectation. caught: the planted bug broke what it should.
 * missed: a `sometimes` was never reached, so nothing was proved. outside: a threshold was not kept.
 */
export type Outcome = 'passed' | 'failed' | 'missed' | 'outside' | 'inconclusive' | 'caught' | 'not-caught';

/** Where two runs of one seed went apart, and both runs' words for it. */
export interface Divergence {
  /** The first event whose digest differs; 0 = only the verdicts do. */
  readonly event: number;
  readonly first: string;
  readonly second: string;
}

export interface RunRecord {
  readonly subject: Subject;
  readonly run: Run;
  readonly outcome: Outcome;
  /** The last events up to the failure, in order; null where nobody looked again. */
  readonly tail: readonly TraceEvent[] | null;
  /** The command that makes this run again; of a live run, one that is like it. */
  readonly replay: string;
  /** null: was not run twice, or both runs were the same. */
  readonly divergence: Divergence | null;
}

export function outcomeOf(verdict: Verdict, fails: string | null): Outcome {
  const broken = brokenProperty(verdict);
  if (fails !== null && broken === fails) return 'caught';
  if (broken !== null) return 'failed';
  if (verdict.kind === 'inconclusive') return 'inconclusive';
  if (fails !== null) return 'not-caught';
  return verdict.kind === 'missed' || verdict.kind === 'outside' ? verdict.kind : 'passed';
}

/** The name under which failures of one kind are counted together; null = nothing broke. */
export function brokenProperty(verdict: Verdict): string | null {
  switch (verdict.kind) {
    case 'violated':
      return verdict.violation.property;
    case 'stalled':
      return verdict.property;
    case 'crashed':
      return 'crashed';
    case 'passed':
    case 'missed':
    case 'outside':
    case 'inconclusive':
      return null;
    default:
      return unreachable(verdict);
  }
}

/** The same, for all outcomes worth a block of their own. */
export function failureName(record: RunRecord): string | null {
  if (record.divergence !== null) return 'not deterministic';
  const broken = brokenProperty(record.run.verdict);
  if (broken !== null) return broken;
  switch (record.outcome) {
    case 'missed':
      return 'goal missed';
    case 'outside':
      return 'outside a threshold';
    case 'inconclusive':
      return 'inconclusive';
    case 'passed':
    case 'caught':
    case 'not-caught':
    case 'failed':
      return null;
    default:
      return unreachable(record.outcome);
  }
}

export function unreachable(value: never): never {
  throw new Error(`not a known case: ${JSON.stringify(value)}`);
}
