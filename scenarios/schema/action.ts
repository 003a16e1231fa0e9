// What faults and steps do: one mapping an action, around whatever heads it.

import { z } from 'zod';
import { durationOf, ppmOf } from '../quantity.ts';
import type { PartitionShape } from '../scenario.ts';
import { condition } from './condition.ts';
import { distribution } from './distribution.ts';
import { linkSettings } from './network.ts';
import { expected, list, mapping, pickable, ppm, shift, text, word } from './scalar.ts';
import { selector } from './selector.ts';

const lasting = {
  for: distribution
    .optional()
    .describe('after which the fault is undone. Default: it stays until chaos ends'),
};

const shapes: readonly PartitionShape[] = ['halves', 'majority-minority', 'ring', 'bridge', 'one-way'];

/** c1, c2, … */
export const clientName: z.ZodType<string> = z
  .string({ error: expected('a client, such as c1') })
  .regex(/^c[1-9]\d{0,4}$/, { error: expected('a client, such as c1') });

/** What a client writes, and what a cas expects. */
export const writable: z.ZodType<string | number> = z
  .union([text('a value'), z.number({ error: expected('a value') })])
  .describe('a text or a number');

export const heartbeatWords =
  'leaders that send their heartbeats now; with checkQuorum, one that has long heard from no quorum steps down instead';

type Head = z.core.$ZodLooseShape;
type Mappings = [z.core.$ZodTypeDiscriminable, ...z.core.$ZodTypeDiscriminable[]];

/** What may be done at any time, and as a step among others. */
export function plainActions(head: Head): Mappings {
  return [
    mapping({
      ...head,
      ...lasting,
      do: z.literal('partition'),
      groups: list(selector, 'groups')
        .optional()
        .describe('who may talk to each other; others are a group of their own'),
      shape: word(shapes)
        .optional()
        .describe(
          'halves; majority-minority; bridge: two sides and one node that sees both; ring: each sees another majority; one-way: nothing gets from `from` to `to`',
        ),
      from: selector.optional().describe('of one-way'),
      to: selector.optional().describe('of one-way'),
    }).describe('splits the network by groups or by shape'),
    mapping({
      ...head,
      ...lasting,
      do: z.literal('isolate'),
      nodes: selector.describe('cut off from all others'),
    }).describe('cuts each of the nodes off from all others'),
    mapping({ ...head, do: z.literal('heal') }).describe('ends every partition, cut and link change'),
    mapping({
      ...head,
      ...lasting,
      do: z.literal('crash'),
      nodes: selector,
      lose: word(['random', 'unsynced', 'nothing'])
        .optional()
        .describe('of what the disk had not synced: some, all or nothing. Default: random'),
    }).describe('stops the nodes, which keep what their disks have synced'),
    mapping({
      ...head,
      do: z.literal('restart'),
      nodes: selector.describe('crash and start at once, or start if down'),
    }).describe('starts the nodes again, after a crash if they run'),
    mapping({
      ...head,
      ...lasting,
      do: z.literal('pause'),
      nodes: selector.describe('stop running, keep their state'),
    }).describe('freezes the nodes, which wake with all their state'),
    mapping({
      ...head,
      ...lasting,
      do: z.literal('link'),
      from: selector,
      to: selector,
      ...linkSettings,
    }).describe('changes latency, loss and the like from some nodes to others'),
    mapping({
      ...head,
      ...lasting,
      do: z.literal('disk'),
      nodes: selector,
      fault: word(['slow', 'stall', 'full']).describe(
        'fsyncs take `latency`; nothing becomes durable; writes fail',
      ),
      latency: distribution.optional().describe('of slow'),
    }).describe('makes the disks of the nodes slow, stuck or full'),
    mapping({
      ...head,
      ...lasting,
      do: z.literal('clock'),
      nodes: selector,
      jump: pickable(shift, durationOf).optional().describe('forward, or back if negative'),
      drift: pickable(ppm, ppmOf).optional().describe('in place of the drift that the clock had'),
    }).describe('sets the clocks of the nodes, or makes them run faster or slower'),

    mapping({
      ...head,
      do: z.literal('campaign'),
      nodes: selector.describe('stand for election now, as if their wait for a leader were over'),
    }).describe('servers stand for election, as when their wait for a leader is over'),
    mapping({
      ...head,
      do: z.literal('heartbeat'),
      nodes: selector.describe(heartbeatWords),
    }).describe('leaders send their heartbeats before it is time'),
    mapping({
      ...head,
      do: z.literal('client'),
      client: clientName.describe('who calls, once: c1, c2, …'),
      op: word(['get', 'put', 'delete', 'cas', 'append']),
      key: text('a key'),
      value: writable.optional().describe('of put, append and cas'),
      expected: writable.optional().describe('of cas. Default: that there is none'),
      target: selector.optional().describe('the node that is called. Default: where the client would call'),
    }).describe('one call of one client'),
    mapping({
      ...head,
      ...lasting,
      do: z.literal('workload'),
      calls: word(['stop', 'start']).describe('whether the clients of the workload call'),
      every: distribution
        .optional()
        .describe('of start: in place of the time that the workload leaves between calls'),
    }).describe('the clients stop calling, call again, or at another pace'),
    mapping({
      ...head,
      do: z.literal('mark'),
      name: text('a name').describe('a point in the trace, for goals to refer to'),
    }).describe('sets a mark in the trace'),
    mapping({
      ...head,
      do: z.literal('stop'),
      what: word(['chaos', 'run'])
        .optional()
        .describe('chaos: the calm begins now; run: the run ends. Default: chaos'),
    }).describe('ends the chaos, or the run'),
  ];
}

/** What becomes of the message that an `on` trigger has caught. */
export function messageActions(head: Head): Mappings {
  return [
    mapping({ ...head, do: z.literal('drop') }).describe('the message is never delivered'),
    mapping({
      ...head,
      do: z.literal('delay'),
      by: distribution.describe('how much later the message is delivered'),
    }).describe('the message is delivered later'),
    mapping({
      ...head,
      do: z.literal('duplicate'),
      by: distribution.optional().describe('how much later a copy is delivered. Default: 0s'),
    }).describe('the message is delivered, and once more'),
    mapping({
      ...head,
      ...lasting,
      do: z.literal('hold'),
      until: condition
        .optional()
        .describe('what lets go, in order, this message and all like it that came since. Default: the calm'),
    }).describe('the message waits, and those like it that come after it'),
  ];
}
