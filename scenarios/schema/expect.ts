// The parts of a scenario that say how long it runs and what must come of it.

import { z } from 'zod';
import { type MetricUnit, metricNames, metricUnits } from '../../sim/metric.ts';
import type { EventuallyName } from '../../sim/plan.ts';
import { seedsPattern } from '../quantity.ts';
import type {
  EventuallySpec,
  ExpectSection,
  LimitsSection,
  NeverSpec,
  RunSection,
  SometimesSpec,
  ThresholdsSpec,
} from '../scenario.ts';
import { boundPattern, readBound } from '../threshold.ts';
import { condition } from './condition.ts';
import { final } from './final.ts';
import { atLeast, expected, integer, list, mapping, someOf, text, time, word } from './scalar.ts';

export const run: z.ZodType<RunSection> = mapping({
  chaos: time.optional().describe('how long faults strike; then everything heals. Default: 10s'),
  settle: time.optional().describe('how long the calm lasts in which `eventually` is judged. Default: 5s'),
  maxEvents: integer(1, 10_000_000_000)
    .optional()
    .describe('a run that needs more is inconclusive. Default: 10000000'),
  seeds: integer(1, 100_000_000)
    .optional()
    .describe('how many seeds a thorough check of this scenario takes'),
  seed: integer(0, Number.MAX_SAFE_INTEGER)
    .optional()
    .describe('the one seed that the file is run under where the command line names none'),
});

export const eventuallyNames: readonly EventuallyName[] = [
  'leader-exists',
  'stable-leader',
  'all-nodes-caught-up',
  'pending-ops-finish',
  'commit-advances',
];

export const eventuallyGoal: z.ZodType<EventuallySpec> = mapping({
  that: word(eventuallyNames),
  within: time,
  after: word(['settle'])
    .optional()
    .describe('Default: settle, the begin of the calm; there is no other yet'),
});

export const sometimesGoal: z.ZodType<SometimesSpec> = mapping({
  name: text('a name'),
  that: condition,
  times: atLeast.optional().describe('how often; of a state, how often it came about. Default: ">= 1"'),
  perSeeds: integer(2, 100_000_000)
    .optional()
    .describe('one run of so many has to reach it, judged over a sweep. Default: every run has to'),
});

export const neverGoal: z.ZodType<NeverSpec> = mapping({ name: text('a name'), that: condition });

const seedsExpected = expected('a number of seeds, such as "1000 seeds"');
const seeds: z.ZodType<string | number> = z.union([
  z.string({ error: seedsExpected }).regex(seedsPattern, { error: seedsExpected }),
  integer(1, 100_000_000),
]);

function bound(unit: MetricUnit): z.ZodType<string> {
  const what = expected(`a bound such as "${unit === 'time' ? '< 2s' : '<= 200'}"`);
  return z
    .string({ error: what })
    .superRefine((given, context) => {
      const reading = readBound(given, unit);
      if ('mistake' in reading) context.addIssue({ code: 'custom', message: reading.mistake });
    })
    .meta({ pattern: boundPattern(unit).source });
}

const thresholds: z.ZodType<ThresholdsSpec> = mapping(
  Object.fromEntries(metricNames.map((name) => [name, bound(metricUnits[name]).optional()])),
);

export const expectations: z.ZodType<ExpectSection> = mapping({
  scopes: someOf(word(['end-to-end', 'deep']), 'scopes')
    .optional()
    .describe(
      'which checks judge the run: end-to-end, by what leaves the servers; deep, by what is within them. Both where it is left out',
    ),
  always: list(text('the name of a property'), 'properties')
    .optional()
    .describe(
      'what must hold after every event. Default: every property that the program and the workload have',
    ),
  eventually: list(eventuallyGoal, 'goals')
    .optional()
    .describe('what must come about once the faults have ended'),
  sometimes: list(sometimesGoal, 'goals')
    .optional()
    .describe('what a run must have reached; else it proved nothing'),
  never: list(neverGoal, 'conditions').optional().describe('what must not come about at any event'),
  thresholds: thresholds
    .optional()
    .describe('what the whole run must keep to, such as client.latency.p99: "< 2s"'),
  final: final.optional().describe('how the run must end, for runs that go by a script'),
  fails: mapping({
    property: text('the name of a property'),
    within: seeds.optional().describe('by which run of a sweep. Default: by its last'),
  })
    .optional()
    .describe(
      'what must break: a property, a goal of `eventually` or `never` by its name, or crashed; for planted bugs',
    ),
});

const limit = word(['minority', 'unlimited']).optional();

export const limits: z.ZodType<LimitsSection> = z.union([
  mapping({
    down: limit.describe(
      'minority: faults never take away a quorum by crash, pause or disk. Default: minority',
    ),
    damaged: limit.describe(
      'minority: a majority of the disks keeps what it was given, and a node whose disk turns out to have lost anything stays down; unlimited: it comes back with the rest. Default: minority',
    ),
  }),
  z.literal('unlimited', { error: expected('limits of down and damaged, or unlimited') }),
]);
