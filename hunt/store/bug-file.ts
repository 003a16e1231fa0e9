// `bug.json`: what is known of one bug, as a file that programs read; its version rises with what would break them.

import { z } from 'zod';
import type { Scenario } from '../../scenarios/scenario.ts';
import type { Verdict } from '../../sim/verdict.ts';
import type { Case } from '../case.ts';
import type { Signature } from '../signature.ts';
import type { Build } from './build.ts';

export const bugFormat = 'whitewater-bug';
export const bugVersion = 1;

/** One way to see the bug. */
export interface Sighting {
  readonly case: Case;
  readonly digest: string;
  /** Up to the failure. */
  readonly events: number;
  /** Virtual time, µs. */
  readonly endedAt: number;
  /** The strategy that found it. */
  readonly strategy: string;
  readonly build: Build;
  /** What a smaller case was made from; null: it is as it was found. */
  readonly shrunkFrom: { readonly seed: number; readonly digest: string; readonly events: number } | null;
}

export interface Bug {
  readonly id: string;
  readonly scenario: string;
  readonly signature: Signature;
  readonly verdict: Verdict;
  /** The verdict in a sentence, nodes by their names. */
  readonly message: string;
  /** Numbers and words of what broke; empty where the verdict has none. */
  readonly evidence: { readonly [name: string]: string | number };
  /** Of the protocol, as the seed drew them. */
  readonly options: { readonly [name: string]: string | number | boolean };
  /** The one that is easiest to look at; `repro.yaml` and the trace are of it. */
  readonly best: Sighting;
  /** Further ones, in the order in which they would take its place. */
  readonly others: readonly Sighting[];
  /** Failing runs ever seen. */
  readonly count: number;
  /** Of those, sightings that were not kept. */
  readonly dropped: number;
  /** When, as ISO 8601 in UTC. */
  readonly firstSeen: string;
  readonly lastSeen: string;
}

/** It cannot be read, and why. */
export class BugFileError extends Error {
  override readonly name: string = 'BugFileError';
}

const record = z.record(z.string(), z.union([z.string(), z.number()]));

const given = z.object({
  // What a build makes of a scenario is seen when it is printed and read as a file.
  scenario: z.custom<Scenario>((value) => typeof value === 'object' && value !== null, 'expected a scenario'),
  seed: z.int().min(0),
  bugs: z.array(z.string()),
  scopes: z.array(z.enum(['end-to-end', 'deep'])).nullable(),
  overrides: z.record(z.string(), z.number()),
});

const sighting = z.object({
  case: given,
  digest: z.string(),
  events: z.int(),
  endedAt: z.int(),
  strategy: z.string(),
  build: z.object({ version: z.string(), revision: z.string().nullable() }),
  shrunkFrom: z.object({ seed: z.int(), digest: z.string(), events: z.int() }).nullable(),
});

const bug: z.ZodType<Bug> = z.object({
  id: z.string(),
  scenario: z.string(),
  signature: z.object({ property: z.string(), shape: z.string(), id: z.string() }),
  verdict: z.custom<Verdict>(
    (value) => typeof value === 'object' && value !== null && 'kind' in value,
    'expected a verdict',
  ),
  message: z.string(),
  evidence: record,
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  best: sighting,
  others: z.array(sighting),
  count: z.int(),
  dropped: z.int(),
  firstSeen: z.string(),
  lastSeen: z.string(),
});

export function bugText(value: Bug): string {
  return `${JSON.stringify({ format: bugFormat, version: bugVersion, ...value }, null, 1)}\n`;
}

export function readBug(text: string): Bug {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new BugFileError(`it is not JSON: ${(error as Error).message}`);
  }
  const head = z.object({ format: z.literal(bugFormat), version: z.int() }).safeParse(value);
  if (!head.success) throw new BugFileError(`it is no bug: "format": "${bugFormat}" is missing`);
  if (head.data.version !== bugVersion) {
    throw new BugFileError(`it is of version ${head.data.version}, and only version ${bugVersion} is read`);
  }
  const read = bug.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new BugFileError(
    `"${issue?.path.join('.') ?? ''}" is not what it should be: ${issue?.message ?? ''}`,
  );
}
