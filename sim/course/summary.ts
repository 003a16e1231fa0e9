// What a course run comes to: its counts, its correctness checks and the tiers of its metrics.

import type { CourseMode, CourseThresholds } from './plan.ts';

/** One count for gets, one for puts. */
export interface ByKind {
  readonly get: number;
  readonly put: number;
}

export interface CourseCheck {
  /** `incorrect-responses`, … */
  readonly name: string;
  readonly holds: boolean;
  /** What was found, and the bound. */
  readonly detail: string;
}

export type Tier = 'Bonus' | 'Full credit' | 'Partial credit' | 'No credit';

export interface CourseMetric {
  readonly name: 'total_msgs' | 'failures' | 'duplicates' | 'median_latency';
  readonly value: number;
  readonly thresholds: CourseThresholds | null;
  /** Null without thresholds. */
  readonly tier: Tier | null;
}

export interface CourseSummary {
  readonly mode: CourseMode;
  /** Replicas, in the order in which each was first believed to lead. */
  readonly leaders: readonly number[];
  readonly died: number;
  readonly killed: number;
  /** Between replicas; sent includes the dropped and the blocked. */
  readonly messages: { readonly sent: number; readonly dropped: number; readonly blocked: number };
  readonly requests: ByKind;
  /** Gets that no key was there for. */
  readonly ungenerated: number;
  readonly duplicates: number;
  readonly unanswered: ByKind;
  /** Of those, sent to a replica that was killed or cut off from the majority. */
  readonly excused: ByKind;
  readonly redirects: number;
  readonly failures: ByKind;
  readonly incorrect: number;
  /** Seconds, over every attempt that was answered; 0 when none was. */
  readonly latency: { readonly mean: number; readonly median: number };
  /** The messages reached `max_packets`. */
  readonly stopped: boolean;
  readonly correctness: readonly CourseCheck[];
  readonly performance: readonly CourseMetric[];
}
