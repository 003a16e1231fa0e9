// Scalars of the language: what each looks like, what a mistake in it is called, and `pick` around it.

import { z } from 'zod';
import {
  atLeastPattern,
  durationOf,
  durationPattern,
  percentPattern,
  ppmPattern,
  probabilityOf,
  type Reading,
  ratePattern,
  readDuration,
  readPpm,
  readProbability,
  readSize,
  shiftPattern,
  sizePattern,
} from '../quantity.ts';
import type { DurationText, Pickable, Probability } from '../scenario.ts';

/** How a value is shown in a message. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  const text = typeof value === 'number' ? String(value) : JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 37)}…"` : text;
}

type Complaint = (issue: { readonly code?: string | undefined; readonly input?: unknown }) => string;

export function expected(what: string): Complaint {
  return (issue) => `expected ${what}, got ${shown(issue.input)}`;
}

/**
 * A mapping with these keys and no others. Its complaint about unknown keys is the list of the
 * known ones, from which `findings.ts` makes one message a key.
 */
export function mapping<S extends z.core.$ZodLooseShape>(shape: S): z.ZodObject<S, z.core.$strict> {
  const keys = Object.keys(shape).join(' ');
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? keys : `expected a mapping, got ${shown(issue.input)}`,
  });
}

export function list<T>(item: z.ZodType<T>, what: string): z.ZodType<T[]> {
  return z.array(item, { error: expected(`a list of ${what}`) });
}

/** The same, with at least one item. */
export function someOf<T>(item: z.ZodType<T>, what: string): z.ZodType<T[]> {
  return z
    .array(item, { error: expected(`a list of ${what}`) })
    .min(1, { error: `expected at least one of ${what}, got an empty list` });
}

/** Two ends of a range. */
export function pair<T>(item: z.ZodType<T>, what: string): z.ZodType<T[]> {
  return z
    .array(item, { error: expected(`two ${what}, [least, most]`) })
    .length(2, { error: `expected two ${what}: [least, most]`, abort: true });
}

function quantity(pattern: RegExp, read: (text: string) => Reading, what: string): z.ZodType<string> {
  return z
    .string({
      error: (issue) =>
        typeof issue.input === 'number' ? unitMissing(issue.input, what) : expected(what)(issue),
    })
    .superRefine((text, context) => {
      const reading = read(text);
      if ('mistake' in reading)
        context.addIssue({ code: 'custom', message: reading.mistake, continue: false });
      else if (!pattern.test(text))
        context.addIssue({ code: 'custom', message: `expected ${what}, got "${text}"`, continue: false });
    })
    .meta({ pattern: pattern.source });
}

function unitMissing(given: number, what: string): string {
  return `${given} has no unit: expected ${what}`;
}

export const duration: z.ZodType<DurationText> = quantity(
  durationPattern,
  readDuration,
  'a time with its unit, such as 150ms or 2s',
);
/** A time that may be negative. */
export const shift: z.ZodType<string> = quantity(
  shiftPattern,
  readDuration,
  'a time with its unit, such as +500ms or -2s',
);
export const size: z.ZodType<string> = quantity(sizePattern, readSize, 'a size with its unit, such as 64kB');
export const bandwidth: z.ZodType<string> = quantity(
  ratePattern,
  readSize,
  'a bandwidth with its unit, such as 10MB/s',
);
export const ppm: z.ZodType<string> = quantity(ppmPattern, readPpm, 'a rate with its unit, such as 200ppm');

const probabilityExpected = 'a probability from 0 to 1, such as 0.05 or 5%';
export const probability: z.ZodType<Probability> = z.union([
  z
    .number({ error: expected(probabilityExpected) })
    .min(0, { error: expected(probabilityExpected), abort: true })
    .max(1, { error: expected(probabilityExpected), abort: true }),
  z
    .string()
    .superRefine((text, context) => {
      const reading = readProbability(text);
      if ('mistake' in reading)
        context.addIssue({ code: 'custom', message: reading.mistake, continue: false });
    })
    .meta({ pattern: percentPattern.source }),
]);

export function integer(least: number, most: number): z.ZodType<number> {
  const complaint = expected(`a whole number from ${least} to ${most}`);
  return z
    .int({ error: complaint })
    .min(least, { error: complaint, abort: true })
    .max(most, { error: complaint, abort: true });
}

export const flag: z.ZodType<boolean> = z.boolean({ error: expected('true or false') });

export function word<const W extends string>(words: readonly W[]): z.ZodType<W> {
  return z.enum(words);
}

/** A free text that is not empty. */
export function text(what: string): z.ZodType<string> {
  return z.string({ error: expected(what) }).min(1, { error: `expected ${what}, got nothing` });
}

/** A name of the scenario's own, as selectors and tools can spell it. */
export const name: z.ZodType<string> = z
  .string({ error: expected('a name') })
  .regex(/^[A-Za-z][A-Za-z0-9_-]*$/, { error: expected('a name of letters, digits, - and _, such as n1') });

/** `>= 2`. */
export const atLeast: z.ZodType<string> = z
  .string({ error: expected('a comparison such as ">= 2"') })
  .regex(atLeastPattern, { error: expected('a comparison such as ">= 2"') });

/** The value, or one draw a seed from a list of values. */
export function pickFrom<T>(value: z.ZodType<T>): z.ZodType<Pickable<T>> {
  return z.union([value, mapping({ pick: someOf(value, 'values') })]) as z.ZodType<Pickable<T>>;
}

/** The same, or one draw a seed between two ends, both included. `read`: what orders the values. */
export function pickable<T>(value: z.ZodType<T>, read: (value: T) => number): z.ZodType<Pickable<T>> {
  return z.union([value, mapping({ pick: pickSource(value, read) })]) as z.ZodType<Pickable<T>>;
}

export function pickSource<T>(
  value: z.ZodType<T>,
  read: (value: T) => number,
): z.ZodType<readonly T[] | { readonly uniform: readonly T[] }> {
  const ends = pair(value, 'values').superRefine((given, context) => {
    if (read(given[0] as T) <= read(given[1] as T)) return;
    context.addIssue({ code: 'custom', message: 'the first end is above the second' });
  });
  return z.union([someOf(value, 'values'), mapping({ uniform: ends })]);
}

/** A length of time, or one draw a seed. */
export const time: z.ZodType<Pickable<DurationText>> = pickable(duration, durationOf);
/** A probability, or one draw a seed. */
export const chance: z.ZodType<Pickable<Probability>> = pickable(probability, probabilityOf);

/** A whole number, or one draw a seed. */
export function count(least: number, most: number): z.ZodType<Pickable<number>> {
  return pickable(integer(least, most), (value) => value);
}
