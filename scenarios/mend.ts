// What a scenario would be if the words that decide what else may stand beside them (the `do` of a fault) were
// those that were probably meant: so that one misspelt word does not hide the other mistakes around it.

import type { z } from 'zod';
import type { Path } from './document.ts';
import { type Finding, findingsOf, valueAt } from './findings.ts';
import { nearest } from './nearest.ts';
import { scenarioSchema } from './schema.ts';

type Issue = z.core.$ZodIssue;
type Deciding = Issue & { readonly code: 'invalid_union'; readonly options: readonly unknown[] };

export interface Mended {
  readonly data: unknown;
  /** About the words that were replaced. */
  readonly findings: readonly Finding[];
  /** Of the schema, about the mended data. */
  readonly issues: readonly Issue[];
}

/** A mended word may uncover another one inside of it; they do not nest deeper than this. */
const roundsMax = 3;
/** Trying out every word takes time; where hundreds are wrong, the first ones tell the story. */
const trialsMax = 30;

export function mended(given: unknown): Mended {
  let data = given;
  const findings: Finding[] = [];
  for (let round = 0; ; round++) {
    const parsed = scenarioSchema.safeParse(data);
    const issues = parsed.success ? [] : parsed.error.issues;
    const deciding = round < roundsMax ? issues.filter(isDeciding) : [];
    if (deciding.length === 0) return { data, findings, issues };
    findings.push(...findingsOf(deciding, data));
    let trials = 0;
    for (const issue of deciding) {
      const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
      const word = valueAt(data, path);
      const words = issue.options.map(String);
      const near = typeof word === 'string' ? nearest(word, words) : null;
      const meant = near ?? (trials++ < trialsMax ? bestFit(data, path, words) : null);
      data = withValue(data, path, meant ?? words[0]!);
    }
  }
}

function isDeciding(issue: Issue): issue is Deciding {
  return (
    issue.code === 'invalid_union' && 'note' in issue && 'options' in issue && Array.isArray(issue.options)
  );
}

/** The word with which the least is wrong; only of faults, which can be judged alone. */
function bestFit(data: unknown, path: Path, words: readonly string[]): string | null {
  const [section, position, ...rest] = path;
  if (section !== 'faults' || position === undefined) return null;
  const fault = valueAt(data, [section, position]);
  let best: string | null = null;
  let bestWrong = Number.POSITIVE_INFINITY;
  for (const word of words) {
    const alone = { version: 1, name: 'x', description: 'x', faults: [withValue(fault, rest, word)] };
    const parsed = scenarioSchema.safeParse(alone);
    const wrong = parsed.success ? 0 : parsed.error.issues.reduce((sum, issue) => sum + weight(issue), 0);
    if (wrong >= bestWrong) continue;
    best = word;
    bestWrong = wrong;
  }
  return best;
}

/** A key that is not known there says more than a value. */
function weight(issue: Issue): number {
  return issue.code === 'unrecognized_keys' ? 2 * issue.keys.length : 1;
}

function withValue(data: unknown, [step, ...rest]: Path, value: unknown): unknown {
  if (step === undefined) return value;
  if (Array.isArray(data)) {
    return data.map((item: unknown, position) => (position === step ? withValue(item, rest, value) : item));
  }
  if (typeof data !== 'object' || data === null) return data;
  const entries = new Map(Object.entries(data));
  entries.set(String(step), withValue(entries.get(String(step)), rest, value));
  return Object.fromEntries(entries);
}
