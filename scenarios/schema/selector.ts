// Selectors in the schema: texts of a small grammar, or lists of them.

import { z } from 'zod';
import type { SelectorSpec } from '../scenario.ts';
import { parseSelector } from '../selector.ts';
import { expected, someOf } from './scalar.ts';

const one: z.ZodType<string> = z
  .string({ error: expected('nodes, such as n1, leader or any(followers)') })
  .superRefine((text, context) => {
    const parsed = parseSelector(text);
    if ('mistake' in parsed) {
      const { mistake, offset, length } = parsed;
      context.addIssue({ code: 'custom', message: mistake, params: { offset, length }, continue: false });
    }
  });

export const selector: z.ZodType<SelectorSpec> = z
  .union([one, someOf(one, 'nodes')])
  .describe(
    'n1, [n1, n2], leader, old-leader, followers, candidates, all, rest, any(X), minority(X), majority(X), X - Y, $name',
  );
