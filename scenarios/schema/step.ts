// Steps: those of a sequence, which act as faults do, and those of a script, each with a verb of its own.

import { z } from 'zod';
import type { ActionStepSpec, DeliverSpec, NodeExpectation, ScriptStepSpec } from '../scenario.ts';
import { clientName, heartbeatWords, plainActions, writable as value } from './action.ts';
import { comparison, condition, messageFilter } from './condition.ts';
import { distribution } from './distribution.ts';
import { expected, integer, list, mapping, name, someOf, text, time, word } from './scalar.ts';
import { selector } from './selector.ts';

const delay = distribution.optional().describe('after the step before. Default: 0s; in a script: 10ms');
const as = name.optional().describe('keeps the nodes that were hit for selectors: $name');

/** A step of a sequence. */
export const actionStep: z.ZodType<ActionStepSpec> = z.discriminatedUnion(
  'do',
  plainActions({ delay, as }),
) as unknown as z.ZodType<ActionStepSpec>;

const waiting = {
  ...messageFilter,
  between: selector.optional().describe('from one of these nodes to another of them'),
  nth: integer(1, 10_000).optional().describe('not the oldest of those that wait, but the n-th. Default: 1'),
};

const deliver: z.ZodType<DeliverSpec> = mapping({
  ...waiting,
  all: z.literal(true).optional().describe('each that waits, in the order in which they were sent'),
  keep: z.literal(true).optional().describe('a copy arrives, and it goes on waiting'),
  until: word(['quiet'])
    .optional()
    .describe(
      'quiet: each that waits, and what comes of it, until none waits any more; none at all is fine too',
    ),
});

const discard: z.ZodType<DeliverSpec> = mapping({
  ...waiting,
  all: z.literal(true).optional().describe('each that waits'),
});

const written = z.record(text('a key'), value);

const call = mapping({
  client: clientName.describe('who calls, once'),
  get: text('a key').optional().describe('reads this key'),
  put: written.optional().describe('{ key: value }'),
  append: written.optional().describe('{ key: value }'),
  delete: text('a key').optional().describe('removes this key'),
  cas: z
    .record(text('a key'), z.tuple([value.nullable(), value], { error: expected('[old, new]') }))
    .optional()
    .describe('{ key: [old, new] }; an old of null: where there is none'),
  again: z
    .literal(true)
    .optional()
    .describe('sends its last call once more, as a client does that has heard no answer'),
  to: selector.describe('the node that is called; the call is there at once'),
});

const expectation: z.ZodType<NodeExpectation> = mapping({
  role: word(['leader', 'candidate', 'follower', 'down']).optional(),
  term: comparison.optional(),
  vote: name.optional().describe('the node that it voted for in its term, or nobody'),
  log: list(integer(1, 1_000_000_000), 'terms').optional().describe('the terms of its entries, from index 1'),
  commit: comparison.optional().describe('its commit index'),
  applied: comparison.optional().describe('the last entry that it applied'),
  last: word(['pending', 'ok', 'failed', 'unknown'])
    .optional()
    .describe('of a client: what became of its last call'),
  value: z
    .union([text('a value'), z.number({ error: expected('a value') }), z.null()])
    .optional()
    .describe('of a client: what its last call has read'),
});

/** A step of a script: one verb, and what goes with it. */
export const scriptStep: z.ZodType<ScriptStepSpec> = mapping({
  delay,
  as,
  timeout: selector.optional().describe('their wait for a leader is over: they stand for election'),
  heartbeat: selector.optional().describe(heartbeatWords),
  crash: selector.optional().describe('they crash'),
  lose: word(['random', 'unsynced', 'nothing'])
    .optional()
    .describe('of crash: what of the writes that were not synced is lost. Default: random'),
  restart: selector.optional().describe('they start, or crash and start'),
  deliver: deliver.optional().describe('a message that waits arrives'),
  drop: discard.optional().describe('a message that waits is lost'),
  call: call.optional().describe('a client calls'),
  fault: actionStep.optional().describe('anything else that a fault can do, at once'),
  isolate: selector
    .optional()
    .describe('cut off from all others: what they send, or is sent to them, is lost'),
  heal: z.literal(true).optional().describe('ends every partition, cut and link change'),
  wait: time.optional().describe('nothing, for so long'),
  await: condition.optional().describe('goes on once this has come about'),
  within: time.optional().describe('of await: it must come about so soon. Default: 1s'),
  expect: z
    .record(name, expectation)
    .optional()
    .describe('how nodes and clients must stand by now: { n1: { role: leader, log: [1, 2] } }'),
  waiting: mapping({ ...messageFilter, between: waiting.between, count: comparison })
    .optional()
    .describe('how many such messages must wait'),
  mark: text('a name').optional().describe('a point in the trace, for goals to refer to'),
});

export const script: z.ZodType<ScriptStepSpec[]> = someOf(scriptStep, 'steps');
