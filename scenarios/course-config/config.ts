// The config file of a networks course's simulator, key by key, and what a mistake in it is called.

import { z } from 'zod';
import type { DurationText, ProtocolSection } from '../scenario.ts';
import { protocol } from '../schema/cluster.ts';
import { duration, expected, integer, list, mapping, word } from '../schema/scalar.ts';

export const eventTypes = ['kill_leader', 'kill_non_leader', 'part_easy', 'part_hard', 'part_end'] as const;

export interface CourseBenchmarksSection {
  readonly total_msgs?: readonly number[] | undefined;
  readonly failures?: readonly number[] | undefined;
  readonly duplicates?: readonly number[] | undefined;
  readonly median_latency?: readonly number[] | undefined;
}

export interface CourseTestsSection {
  readonly benchmarks?: CourseBenchmarksSection | undefined;
  readonly maximum_get_fail_fraction?: number | undefined;
  readonly maximum_put_fail_fraction?: number | undefined;
  readonly maximum_get_generation_fail_fraction?: number | undefined;
  readonly maximum_appends_batched_fraction?: number | undefined;
}

/** Keys that the course's program does not have: which mode to run, what the replicas run, how far apart they are. */
interface OwnSections {
  readonly mode?: 'course' | 'strict' | undefined;
  readonly protocol?: ProtocolSection | undefined;
  readonly network?:
    | {
        /** One way, between replicas. */
        readonly latency?: DurationText | undefined;
        /** One way, between a client and a replica. */
        readonly clientLatency?: DurationText | undefined;
      }
    | undefined;
}

/** Times in seconds. */
export interface CourseConfig extends OwnSections {
  readonly lifetime: number;
  readonly replicas: number;
  readonly requests: number;
  readonly mix?: number | undefined;
  /** What the course's documentation calls `start_wait`; its program does not know it. */
  readonly wait?: number | undefined;
  readonly start_wait?: number | undefined;
  readonly end_wait?: number | undefined;
  readonly drops?: number | undefined;
  readonly max_packets?: number | undefined;
  readonly seed?: number | undefined;
  readonly events?:
    | readonly { readonly type: (typeof eventTypes)[number]; readonly time: number }[]
    | undefined;
  readonly tests?: CourseTestsSection | undefined;
  /** Belongs into `tests`; published files have it here, where the course's program does not look. */
  readonly maximum_get_generation_fail_fraction?: number | undefined;
}

/** A day: longer runs are slips. */
const secondsMax = 86_400;

function number(least: number, most: number, what: string): z.ZodType<number> {
  const complaint = expected(`${what} from ${least} to ${most}`);
  return z
    .number({ error: complaint })
    .min(least, { error: complaint, abort: true })
    .max(most, { error: complaint, abort: true });
}

const seconds = (least: number): z.ZodType<number> => number(least, secondsMax, 'seconds');
const fraction: z.ZodType<number> = number(0, 1, 'a fraction');

const thresholds: z.ZodType<readonly number[]> = z
  .array(number(0, 1e9, 'a threshold'), { error: expected('three thresholds: bonus, full, partial') })
  .length(3, { error: 'expected three thresholds: bonus, full, partial', abort: true })
  .superRefine(([bonus = 0, full = 0, partial = 0], context) => {
    if (bonus <= full && full <= partial) return;
    context.addIssue({ code: 'custom', message: 'the thresholds must rise: bonus, full, partial' });
  });

const tests: z.ZodType<CourseTestsSection> = mapping({
  benchmarks: mapping({
    total_msgs: thresholds.optional(),
    failures: thresholds.optional(),
    duplicates: thresholds.optional(),
    median_latency: thresholds.optional(),
  }).optional(),
  maximum_get_fail_fraction: fraction.optional(),
  maximum_put_fail_fraction: fraction.optional(),
  maximum_get_generation_fail_fraction: fraction.optional(),
  maximum_appends_batched_fraction: fraction.optional(),
});

const event = mapping({ type: word(eventTypes), time: seconds(0) });

export const courseSchema: z.ZodType<CourseConfig> = mapping({
  lifetime: seconds(5),
  replicas: integer(3, 21),
  requests: integer(1, 1_000_000),
  mix: fraction.optional(),
  wait: seconds(0).optional(),
  start_wait: seconds(0).optional(),
  end_wait: seconds(0).optional(),
  drops: fraction.optional(),
  max_packets: integer(1, 1_000_000_000).optional(),
  seed: integer(0, Number.MAX_SAFE_INTEGER).optional(),
  events: list(event, 'events').optional(),
  tests: tests.optional(),
  maximum_get_generation_fail_fraction: fraction.optional(),
  mode: word(['course', 'strict']).optional(),
  protocol: protocol.optional(),
  network: mapping({ latency: duration.optional(), clientLatency: duration.optional() }).optional(),
});

/** Keys that no scenario of ours has at its top; two of them make a course's file, or one where no key is ours. */
const telling = ['lifetime', 'replicas', 'requests', 'drops', 'max_packets', 'mix', 'start_wait', 'end_wait'];

/** Keys that every scenario of ours has, and the one that stands for them. */
const ours = ['name', 'description', 'extends'];

export function isCourseConfig(data: unknown): boolean {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return false;
  if (Object.hasOwn(data, 'version') || Object.hasOwn(data, 'cluster')) return false;
  const told = telling.filter((key) => Object.hasOwn(data, key)).length;
  return told >= 2 || (told === 1 && !ours.some((key) => Object.hasOwn(data, key)));
}
