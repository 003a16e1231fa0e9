// What a course's config file asks for, as data: part of a plan, beside what every plan has.

import type { Threshold } from '../plan.ts';

/**
 * course: the network, clients, leader and judgement that its students know. strict: the same requests and
 * events under the simulator's own idea of leaders and partitions, judged by its own checkers.
 */
export type CourseMode = 'course' | 'strict';

export type CourseEventKind = 'kill_leader' | 'kill_non_leader' | 'part_easy' | 'part_hard' | 'part_end';

export interface CourseEvent {
  readonly kind: CourseEventKind;
  /** µs after the first request. */
  readonly at: number;
}

/** Bonus below the first, full credit below the second, partial credit below the third. */
export type CourseThresholds = readonly [bonus: number, full: number, partial: number];

/** Null: the file sets no thresholds, and the metric is told without a tier. */
export interface CourseBenchmarks {
  readonly totalMessages: CourseThresholds | null;
  readonly failures: CourseThresholds | null;
  readonly duplicates: CourseThresholds | null;
  /** Seconds. */
  readonly medianLatency: CourseThresholds | null;
}

/** Fractions, 0 to 1. */
export interface CourseFractions {
  readonly getFail: number;
  readonly putFail: number;
  readonly generationFail: number;
  readonly appendsBatched: number;
}

export interface CoursePlan {
  readonly mode: CourseMode;
  readonly requests: number;
  /** µs; the run lasts as long as the three together. */
  readonly lifetime: number;
  readonly startWait: number;
  readonly endWait: number;
  /** Chance that a request is a get. */
  readonly gets: Threshold;
  /** The run stops when the messages between replicas reach it. */
  readonly messagesMax: number;
  readonly events: readonly CourseEvent[];
  readonly benchmarks: CourseBenchmarks;
  readonly fractions: CourseFractions;
}

/** Clients of every course run. */
export const courseClients = 8;
