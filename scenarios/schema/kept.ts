// The parts of a scenario that keep a run: decisions that are fixed, and what the run showed.

import { z } from 'zod';
import { decisionOf } from '../../sim/decision.ts';
import type { RecordedSection } from '../scenario.ts';
import { expected, integer, mapping, text } from './scalar.ts';

const decision = z.string().refine((name) => decisionOf(name) !== null, {
  error: (issue) =>
    `no decision is called "${String(issue.input)}": expected a name such as link/1>2/17/lost or disk/3/2/fsync`,
});

export const overrides: z.ZodType<{ readonly [decision: string]: number }> = z.record(
  decision,
  integer(0, Number.MAX_SAFE_INTEGER),
  { error: expected('a mapping of decisions') },
);

const digest = expected('16 hex digits');
const bug = expected('an id such as 7c1e');

export const recorded: z.ZodType<RecordedSection> = mapping({
  fails: text('the name of a property')
    .optional()
    .describe('the property or goal that broke, or crashed. Default: nothing did'),
  bug: z
    .string({ error: bug })
    .regex(/^[0-9a-f]{4,16}$/, { error: bug })
    .optional()
    .describe('the id of the bug'),
  digest: z
    .string({ error: digest })
    .regex(/^[0-9a-f]{16}$/, { error: digest })
    .describe('of all events: equal for equal runs'),
  events: integer(0, Number.MAX_SAFE_INTEGER).describe('how many the run had'),
  build: text('a version').optional().describe('version and revision of the program that ran it'),
});
