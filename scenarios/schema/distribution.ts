// Distributions: drawn for every message, operation or strike of a run, as `pick` is drawn once a seed.

import { z } from 'zod';
import { durationOf } from '../quantity.ts';
import { rangeOf } from '../range.ts';
import type { DistributionSpec, DurationText, Pickable } from '../scenario.ts';
import { duration, mapping, pair, pickSource, someOf, time } from './scalar.ts';

const kinds = ['uniform', 'exp', 'lognormal', 'longtail', 'choice', 'pick'] as const;

type Refinement = z.core.$RefinementCtx;

/** Complains at the second of two times that may come out below the first (or equal to it, where `strictly`). */
function rising(
  context: Refinement,
  path: readonly (string | number)[],
  low: Pickable<DurationText>,
  high: Pickable<DurationText>,
  message: string,
  strictly = false,
): void {
  const least = rangeOf(high, durationOf).least;
  const most = rangeOf(low, durationOf).most;
  if (strictly ? most < least : most <= least) return;
  context.addIssue({ code: 'custom', path: [...path], message });
}

function positive(context: Refinement, key: string, given: Pickable<DurationText>): void {
  if (rangeOf(given, durationOf).least > 0) return;
  context.addIssue({ code: 'custom', path: [key], message: `the ${key} must be above 0` });
}

const uniform = pair(time, 'times').superRefine((given, context) => {
  rising(context, [1], given[0]!, given[1]!, 'the least time is above the most');
});

const exponential = mapping({ mean: time, max: time.optional() }).superRefine((given, context) => {
  positive(context, 'mean', given.mean);
  if (given.max !== undefined) rising(context, ['max'], given.mean, given.max, 'max is below the mean');
});

const lognormal = mapping({ median: time, p99: time }).superRefine((given, context) => {
  positive(context, 'median', given.median);
  rising(context, ['p99'], given.median, given.p99, 'p99 must be above the median', true);
});

const longTail = mapping({ median: time, p99: time, p999: time }).superRefine((given, context) => {
  positive(context, 'median', given.median);
  rising(context, ['p99'], given.median, given.p99, 'p99 must be above the median', true);
  rising(context, ['p999'], given.p99, given.p999, 'p999 must be above p99', true);
});

const drawn = mapping({
  uniform: uniform.optional().describe('evenly between two times, both included'),
  exp: exponential
    .optional()
    .describe('exponential, as between independent events; never above max. Default of max: 8.9 × mean'),
  lognormal: lognormal
    .optional()
    .describe('lognormal through its median and its 99th percentile, as of most networks'),
  longtail: longTail.optional().describe('lognormal up to p99, a power law through p999 above it'),
  choice: someOf(time, 'times').optional().describe('one of these times, each as likely'),
  pick: pickSource(duration, durationOf).optional().describe('a constant, drawn once a seed'),
})
  .superRefine((given, context) => {
    const keys = Object.keys(given);
    if (keys.length === 1) return;
    const message =
      keys.length === 0
        ? `expected one of ${kinds.join(', ')}`
        : `only one distribution is allowed here: ${keys.join(', ')}`;
    context.addIssue({
      code: 'custom',
      path: keys.slice(1, 2),
      message,
      params: { at: keys.length > 1 ? 'key' : 'value' },
    });
  })
  .meta({ minProperties: 1, maxProperties: 1 });

export const distribution: z.ZodType<DistributionSpec> = z.union([duration, drawn]);
