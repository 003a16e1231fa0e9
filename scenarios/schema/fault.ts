// Faults: one trigger and one action each.

import { z } from 'zod';
import type { FaultSpec, MessageTriggerSpec, SwarmSection } from '../scenario.ts';
import { messageActions, plainActions } from './action.ts';
import { condition, messageFilter } from './condition.ts';
import { distribution } from './distribution.ts';
import { chance, count, integer, list, mapping, name, someOf, time, word } from './scalar.ts';
import { actionStep } from './step.ts';

const messageTrigger: z.ZodType<MessageTriggerSpec> = mapping({
  ...messageFilter,
  nth: integer(1, 1_000_000).optional().describe('only the n-th of these messages'),
  every: integer(1, 1_000_000).optional().describe('only every so many-th of them'),
  probability: chance.optional().describe('of each of them. Default: 1'),
});

const head = {
  id: name
    .optional()
    .describe('names the fault in reports and its stream of randomness. Default: fault-1, fault-2, …'),
  at: time.optional().describe('strikes once, at this time'),
  every: distribution.optional().describe('strikes again and again, this long after the time before'),
  start: time.optional().describe('of `every`: the first wait begins here. Default: 0s'),
  stop: time.optional().describe('of `every`: no strike from here on. Default: the end of chaos'),
  when: condition.optional().describe('strikes right after the event with which this comes about'),
  on: messageTrigger.optional().describe('strikes right before the delivery of such a message'),
  after: name.optional().describe('strikes after each strike of the fault of this id'),
  delay: distribution.optional().describe('of `after`: so much later. Default: 0s'),
  since: name.optional().describe('of `when` and `on`: not before the fault of this id has struck'),
  times: z
    .union([count(1, 1_000_000), word(['unlimited'])])
    .optional()
    .describe('strikes at most. Default: unlimited for every and after, 1 for when and on'),
  class: name
    .optional()
    .describe('of `swarm`: faults of one class are left out together. Default: what it does, such as crash'),
  as: name.optional().describe('keeps the nodes that were hit for selectors: $name'),
};

export const fault: z.ZodType<FaultSpec> = z.discriminatedUnion('do', [
  ...plainActions(head),
  ...messageActions(head),
  mapping({
    ...head,
    do: z.literal('sequence'),
    steps: someOf(actionStep, 'steps').describe('one after another'),
  }).describe('several steps, one after another'),
]) as unknown as z.ZodType<FaultSpec>;

export const faults: z.ZodType<FaultSpec[]> = list(fault, 'faults');

export const swarm: z.ZodType<SwarmSection> = mapping({
  omit: chance.describe('that a class of faults is left out, drawn once a seed for each class'),
});
