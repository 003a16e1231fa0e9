// A course run summed up when it is over: from what was counted to checks and tiers.

import { correctnessOf } from './correctness.ts';
import { type CourseCounts, meanOf, medianOf } from './counts.ts';
import type { CoursePlan } from './plan.ts';
import type { CourseSummary } from './summary.ts';
import { metricsOf } from './tiers.ts';

/** What is not counted as it happens, but stands at the end. */
export interface CourseEnd {
  readonly replicas: number;
  readonly leaders: readonly number[];
  readonly messages: CourseSummary['messages'];
  /** Every request without an answer; excused: nobody can be held to have answered it. */
  readonly waiting: readonly { readonly kind: 'get' | 'put'; readonly isExcused: boolean }[];
}

const microsecondsASecond = 1_000_000;

export function summaryOf(plan: CoursePlan, counts: CourseCounts, end: CourseEnd): CourseSummary {
  const { replicas, leaders, messages, waiting } = end;
  const unanswered = { get: 0, put: 0 };
  const excused = { get: 0, put: 0 };
  for (const { kind, isExcused } of waiting) {
    unanswered[kind]++;
    if (isExcused) excused[kind]++;
  }
  const { get, put } = counts.failures;
  const median = medianOf(counts.latencies) / microsecondsASecond;
  const { incorrectGets, malformed, died, keys, ungenerated, redirects } = counts;
  const requests = { ...counts.requests };
  return {
    mode: plan.mode,
    leaders: [...leaders],
    died,
    killed: counts.killed,
    messages,
    requests,
    ungenerated,
    duplicates: counts.duplicates,
    unanswered,
    excused,
    redirects,
    failures: { get, put },
    incorrect: incorrectGets,
    latency: { mean: meanOf(counts.latencies) / microsecondsASecond, median },
    stopped: counts.stopped,
    correctness: correctnessOf(
      {
        replicas,
        incorrectGets,
        malformed,
        died,
        keys,
        requests,
        ungenerated,
        unanswered,
        excused,
        messagesSent: messages.sent,
        redirects,
      },
      plan,
    ),
    performance: metricsOf(
      {
        totalMessages: messages.sent,
        failures: get + put + unanswered.get + unanswered.put,
        duplicates: counts.duplicates,
        medianLatency: median,
      },
      plan.benchmarks,
    ),
  };
}
