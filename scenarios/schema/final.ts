// How a run must end, in the schema.

import { z } from 'zod';
import type { FinalSpec } from '../scenario.ts';
import { comparison } from './condition.ts';
import { expected, integer, list, mapping, name, word } from './scalar.ts';

const value = z.union([
  z.string({ error: expected('a value: a text, a number, or null for none') }),
  z.number({ error: expected('a value: a text, a number, or null for none') }),
  z.null(),
]);

export const final: z.ZodType<FinalSpec> = mapping({
  leader: name.optional().describe('a node; any: there is one; none: there is none'),
  term: comparison.optional().describe('the highest that a running node knows'),
  roles: z
    .record(name, word(['leader', 'candidate', 'follower', 'down']))
    .optional()
    .describe('by node'),
  commit: z.record(name, comparison).optional().describe('commit indexes, by node'),
  logs: z
    .record(name, list(integer(0, 1_000_000_000), 'terms'))
    .optional()
    .describe('the terms of the entries from the first on, by node'),
  kv: z.record(z.string().min(1), value).optional().describe('what the state machines hold, by key'),
  read: word(['majority', 'leader', 'each'])
    .optional()
    .describe('of kv: whose state machines must hold it. Default: majority'),
});
