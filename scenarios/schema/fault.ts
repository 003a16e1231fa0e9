// Faults: one trigger and one action each.

import { z } from 'zod';
import { durationOf, ppmOf } from '../quantity.ts';
import type { FaultSpec, PartitionShape, SwarmSection } from '../scenario.ts';
import { distribution } from './distribution.ts';
import { linkSettings } from './network.ts';
import { chance, count, list, mapping, name, pickable, ppm, shift, time, word } from './scalar.ts';
import { selector } from './selector.ts';

const head = {
  id: name
    .optional()
    .describe('names the fault in reports and its stream of randomness. Default: fault-1, fault-2, …'),
  at: time.optional().describe('strikes once, at this time'),
  every: distribution.optional().describe('strikes again and again, this long after the time before'),
  start: time.optional().describe('of `every`: the first wait begins here. Default: 0s'),
  stop: time.optional().describe('of `every`: no strike from here on. Default: the end of chaos'),
  times: count(1, 1_000_000).optional().describe('of `every`: strikes at most. Default: unlimited'),
  class: name
    .optional()
    .describe('of `swarm`: faults of one class are left out together. Default: what it does, such as crash'),
  as: name.optional().describe('keeps the nodes that were hit for selectors: $name'),
};

const lasting = {
  for: distribution
    .optional()
    .describe('after which the fault is undone. Default: it stays until chaos ends'),
};

const shapes: readonly PartitionShape[] = ['halves', 'majority-minority', 'ring', 'bridge', 'one-way'];

export const fault: z.ZodType<FaultSpec> = z.discriminatedUnion('do', [
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
]);

export const faults: z.ZodType<FaultSpec[]> = list(fault, 'faults');

export const swarm: z.ZodType<SwarmSection> = mapping({
  omit: chance.describe('that a class of faults is left out, drawn once a seed for each class'),
});
