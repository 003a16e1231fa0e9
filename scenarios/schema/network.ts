// The parts of a scenario that say where it runs: network, storage and clocks.

import { z } from 'zod';
import { durationOf, ppmOf, sizeOf } from '../quantity.ts';
import type {
  ClocksSection,
  DistributionSpec,
  NetworkSection,
  Pickable,
  Probability,
  ReorderSpec,
  StandingLink,
  StorageSection,
} from '../scenario.ts';
import { distribution } from './distribution.ts';
import {
  bandwidth,
  chance,
  count,
  list,
  mapping,
  name,
  pickable,
  pickFrom,
  ppm,
  shift,
  size,
  time,
  word,
} from './scalar.ts';
import { selector } from './selector.ts';

const reorder: z.ZodType<ReorderSpec> = mapping({
  probability: chance.describe('of each message'),
  window: time.describe('a reordered message waits up to this much longer'),
});

interface LinkShape {
  readonly latency: z.ZodOptional<z.ZodType<DistributionSpec>>;
  readonly loss: z.ZodOptional<z.ZodType<Pickable<Probability>>>;
  readonly duplicate: z.ZodOptional<z.ZodType<Pickable<Probability>>>;
  readonly corrupt: z.ZodOptional<z.ZodType<Pickable<Probability>>>;
  readonly reorder: z.ZodOptional<z.ZodType<ReorderSpec>>;
  readonly bandwidth: z.ZodOptional<z.ZodType<Pickable<string>>>;
}

/** What may be set of a link, for all, for one, or by a fault. */
export const linkSettings: LinkShape = {
  latency: distribution.optional().describe('of each message. Default: uniform 1ms to 10ms'),
  loss: chance.optional().describe('of each message. Default: 0'),
  duplicate: chance.optional().describe('of each message. Default: 0'),
  corrupt: chance
    .optional()
    .describe('of each message: damaged under way, and dropped for its wrong checksum. Default: 0'),
  reorder: reorder.optional().describe('Default: never; messages still overtake by their latencies'),
  bandwidth: pickable(bandwidth, sizeOf).optional().describe('of each directed link. Default: unlimited'),
};

export const standingLink: z.ZodType<StandingLink> = mapping({
  from: selector,
  to: selector,
  ...linkSettings,
});

const clientLink = {
  latency: distribution.optional().describe('each way. Default: uniform 1ms to 5ms'),
  loss: chance.optional().describe('each way. Default: 0'),
};

export const network: z.ZodType<NetworkSection> = mapping({
  ...linkSettings,
  delivery: word(['running', 'manual'])
    .optional()
    .describe('manual: messages wait until a script delivers them, or the calm begins. Default: running'),
  schedule: mapping({
    every: time.describe('from one delivery to the next'),
    changes: count(0, 100).optional().describe('of priorities, each before some delivery. Default: 2'),
    steps: count(1, 1_000_000)
      .optional()
      .describe('how many deliveries there may be: the changes are drawn from them. Default: 1000'),
  })
    .optional()
    .describe(
      'messages are delivered one after another by random priorities, one for each link and kind, in place of latencies, until the calm',
    ),
  queue: pickable(size, sizeOf)
    .optional()
    .describe('bytes that may wait for the bandwidth; more are lost. Default: unlimited'),
  links: list(standingLink, 'links')
    .optional()
    .describe('settings of single directed links, over the rest; later ones win'),
  zones: mapping({
    within: mapping(linkSettings).optional().describe('between nodes of one zone'),
    across: mapping(linkSettings).optional().describe('between nodes of different zones'),
  })
    .optional()
    .describe('over what holds for all, under `links`; the zones themselves are those of `cluster`'),
  clients: mapping({
    ...clientLink,
    nodes: z.record(name, mapping(clientLink)).optional().describe('to and from single nodes, over the rest'),
  })
    .optional()
    .describe('between clients and servers; partitions do not touch it'),
});

const disk = {
  writeLatency: distribution
    .optional()
    .describe('of each write, on top of the fsync that covers it. Default: 0s'),
  fsyncLatency: distribution
    .optional()
    .describe('from a write on an idle disk to its durability. Default: 100us'),
  stalls: mapping({ probability: chance.describe('of each fsync'), duration: distribution })
    .optional()
    .describe('fsyncs that take much longer. Default: none'),
  keepUnsynced: chance
    .optional()
    .describe(
      'at a crash: that each unsynced write, in order, survives; the first that does not ends it. Default: 50%',
    ),
  tornWrites: chance.optional().describe('at a crash: that the first write lost leaves a part. Default: 0'),
  fsync: z
    .union([
      pickFrom(word(['honest', 'lies'])),
      mapping({
        lies: chance.describe('that an fsync lies'),
        after: distribution
          .optional()
          .describe('when its writes are durable after all. Default: with the next true fsync'),
      }),
    ])
    .optional()
    .describe(
      'lies: says that writes are durable which a crash treats as unsynced; see limits.damaged. Default: honest',
    ),
  bitRot: chance
    .optional()
    .describe(
      'at a crash: that something long durable is damaged, so that the node never starts again. Default: 0',
    ),
  capacity: pickable(size, sizeOf).optional().describe('bytes until the disk is full. Default: unlimited'),
};

export const storage: z.ZodType<StorageSection> = mapping({
  ...disk,
  nodes: z.record(name, mapping(disk)).optional().describe('settings of single nodes, over the rest'),
});

const clock = {
  drift: pickable(ppm, ppmOf).optional().describe('how much the clock runs fast. Default: 0ppm'),
  offset: pickable(shift, durationOf)
    .optional()
    .describe('how much the clock is ahead at the start. Default: 0s'),
};

export const clocks: z.ZodType<ClocksSection> = mapping({
  ...clock,
  nodes: z.record(name, mapping(clock)).optional().describe('settings of single nodes, over the rest'),
}).describe('a pick of all clocks is drawn for each node apart');
