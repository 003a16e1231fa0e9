// Conditions: what may come about in a run. Goals, triggers and scripts share this one form.

import { z } from 'zod';
import { eventNames } from '../../sim/condition.ts';
import { comparisonPattern } from '../quantity.ts';
import type { ComparisonSpec, ConditionSpec, MessageSpec } from '../scenario.ts';
import { expected, integer, mapping, name, someOf, text, time, word } from './scalar.ts';
import { selector } from './selector.ts';

const comparisonExpected = 'a number or a comparison such as 2, ">= 2" or "!= 3"';

/** `3`, `">= 2"`. */
export const comparison: z.ZodType<ComparisonSpec> = z.union([
  z
    .string({ error: expected(comparisonExpected) })
    .regex(comparisonPattern, { error: expected(comparisonExpected) }),
  integer(0, 1_000_000_000),
]);

const messageKind = text('the kind of a message');

interface MessageShape {
  readonly message: z.ZodOptional<z.ZodType<MessageSpec['message'] & {}>>;
  readonly from: z.ZodOptional<typeof selector>;
  readonly to: z.ZodOptional<typeof selector>;
  readonly term: z.ZodOptional<typeof comparison>;
  readonly index: z.ZodOptional<typeof comparison>;
}

/** Which messages are meant, wherever messages are named. */
export const messageFilter: MessageShape = {
  message: z
    .union([messageKind, someOf(messageKind, 'kinds of messages')])
    .optional()
    .describe('AppendEntries, RequestVote, …, or a list of kinds'),
  from: selector.optional().describe('who sent the message'),
  to: selector.optional().describe('whom the message is for'),
  term: comparison.optional().describe('the term, of a node, a message or an entry: 3, ">= 2", "!= 1" …'),
  index: comparison
    .optional()
    .describe('of entries: true of one of them at least; of a message: the last index that it speaks of'),
};

export const condition: z.ZodType<ConditionSpec> = mapping({
  event: word(eventNames)
    .optional()
    .describe('something that happens at a node; narrowed by node, term and index'),
  ...messageFilter,
  operation: word(['called', 'ok', 'failed', 'unknown'])
    .optional()
    .describe('an operation of a client began or ended so; narrowed by client, op and key'),
  fault: name.optional().describe('the fault of this id strikes'),
  mark: text('a name').optional().describe('a fault or a step sets the mark of this name'),
  state: word(['leaders', 'no-leader', 'node'])
    .optional()
    .describe(
      'leaders: how many call themselves leader at once, by `is`; no-leader: nobody does; node: what stands of `node` by role, term, commit, applied',
    ),
  node: selector
    .optional()
    .describe('where; of a state, everybody who is meant must be so. Nobody drawn at random'),
  is: comparison.optional().describe('of state: leaders'),
  role: word(['leader', 'candidate', 'follower', 'down']).optional().describe('of state: node'),
  commit: comparison.optional().describe('of state: node: its commit index'),
  applied: comparison.optional().describe('of state: node: the last entry that it applied'),
  for: time.optional().describe('of a state: it has to last this long. Default: 0s'),
  client: z
    .string({ error: expected('a client, such as c1') })
    .regex(/^c[1-9]\d{0,4}$/, { error: expected('a client, such as c1') })
    .optional()
    .describe('of operation: c1, c2, …'),
  op: word(['get', 'put', 'delete', 'cas', 'append']).optional().describe('of operation'),
  key: text('a key').optional().describe('of operation: k1, k2, …'),
});
