// The part of a scenario that says what its clients do.

import { z } from 'zod';
import type { WorkloadSection } from '../scenario.ts';
import { distribution } from './distribution.ts';
import { count, expected, mapping, pickFrom, time, word } from './scalar.ts';

const weight = count(0, 1_000_000).optional();

const keys = mapping({
  count: count(1, 10_000).optional().describe('Default: 5'),
  distribution: pickFrom(word(['uniform', 'zipf']))
    .optional()
    .describe('zipf: the n-th key is called in proportion to 1/n^exponent. Default: uniform'),
  exponent: z
    .number({ error: expected('a number from 0 to 5') })
    .min(0, { error: expected('a number from 0 to 5') })
    .max(5, { error: expected('a number from 0 to 5') })
    .optional()
    .describe('of zipf. Default: 1'),
});

const arrival = mapping({
  closed: mapping({ think: distribution }).optional().describe('the next call comes `think` after an answer'),
  open: mapping({ every: distribution })
    .optional()
    .describe('a call comes every so often, whatever is outstanding'),
})
  .superRefine((given, context) => {
    if (Object.keys(given).length === 1) return;
    context.addIssue({ code: 'custom', message: 'expected one of closed and open' });
  })
  .meta({ minProperties: 1, maxProperties: 1 });

export const workload: z.ZodType<WorkloadSection> = mapping({
  model: word(['kv']).optional().describe('Default: kv, a key-value store'),
  clients: count(0, 10_000).optional().describe('Default: 2'),
  ops: mapping({ get: weight, put: weight, delete: weight, cas: weight, append: weight })
    .optional()
    .describe('relative weights of the operations. Default: get 4, put 4, cas 1, append 1'),
  keys: keys.optional(),
  arrival: arrival.optional().describe('Default: closed with a think time of uniform 10ms to 50ms'),
  inFlight: count(1, 1000)
    .optional()
    .describe('calls that a client of a closed loop has outstanding. Default: 1'),
  timeout: time.optional().describe('after which the outcome of an attempt is unknown. Default: 500ms'),
  retry: pickFrom(word(['same-id', 'new-id', 'never']))
    .optional()
    .describe(
      'same-id: again within the session; new-id: as a new operation; never: given up. Default: same-id',
    ),
  attempts: count(1, 4000).optional().describe('timeouts before a call is given up. Default: 20'),
  from: time.optional().describe('when the first call may be made. Default: 0s'),
  until: time.optional().describe('when the last call may be made. Default: chaos + half of settle'),
  operations: count(0, 10_000_000)
    .optional()
    .describe('calls of a client, at most; 0 = unlimited. Default: 0'),
  target: pickFrom(word(['leader', 'any']))
    .optional()
    .describe('leader: the last one heard of; any: any server each time. Default: leader'),
}).superRefine((given, context) => {
  if (given.inFlight === undefined || given.arrival?.open === undefined) return;
  context.addIssue({
    code: 'custom',
    path: ['inFlight'],
    message: 'inFlight bounds a closed loop; an open one calls whatever is outstanding',
  });
});
