// What the schema complains about, as findings at paths of the data: one for each mistake, said in
// the words of the branch of a union that the writer meant.

import type { z } from 'zod';
import type { Path } from './document.ts';
import { nearest } from './nearest.ts';
import { didYouMean } from './problem.ts';
import { shown } from './schema/scalar.ts';

export interface Finding {
  readonly path: Path;
  /** Whether the key or the value at the path is meant. */
  readonly at: 'key' | 'value';
  readonly message: string;
  readonly hint: string | null;
  /** A part of a text value: where it begins in it, and its length. */
  readonly part: { readonly offset: number; readonly length: number } | null;
}

type Issue = z.core.$ZodIssue;

/** Words that the language will have, but that version 1 does not know yet. */
const later: ReadonlySet<string> = new Set(
  ('learners snapshotEvery lease ' + 'transfer-leadership add-node remove-node snapshot').split(' '),
);

export function finding(
  path: Path,
  message: string,
  hint: string | null = null,
  at: 'key' | 'value' = 'value',
): Finding {
  return { path, at, message, hint, part: null };
}

export function findingsOf(issues: readonly Issue[], data: unknown): readonly Finding[] {
  return withoutConsequences(issues.slice(0, issuesMax).flatMap((issue) => explained(issue, [], data)));
}

/** Beyond this nobody reads on, and looking for the nearest words would take long. */
const issuesMax = 1000;

/**
 * With an unknown key in a mapping, what seems to be missing from it is a consequence: unless the key is
 * near to another one.
 */
function withoutConsequences(all: readonly Finding[]): readonly Finding[] {
  const meant = new Map<string, (string | null)[]>();
  for (const { path, at, hint } of all) {
    if (at !== 'key') continue;
    const parent = path.slice(0, -1).join('/');
    meant.set(parent, [...(meant.get(parent) ?? []), hint]);
  }
  return all.filter(({ path, at, message }) => {
    const hints = at === 'key' ? undefined : meant.get(path.join('/'));
    if (hints === undefined) return true;
    const lacking = /^"(\w+)" is missing/.exec(message)?.[1];
    return lacking !== undefined && !hints.some((hint) => hint === null || hint.includes(`"${lacking}"`));
  });
}

/** In words, where the schema has none of its own. */
const wantedKinds: ReadonlyMap<string, string> = new Map([
  ['object', 'a mapping'],
  ['record', 'a mapping'],
  ['array', 'a list'],
  ['string', 'a text'],
  ['number', 'a number'],
  ['boolean', 'true or false'],
]);

function explained(issue: Issue, base: Path, data: unknown): readonly Finding[] {
  const path: Path = [...base, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))];
  const value = valueAt(data, path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownKey(path, key, issue.message.split(' ')));
  }
  const last = path[path.length - 1];
  if (value === undefined && typeof last === 'string') {
    return [finding(path.slice(0, -1), missing(issue, last))];
  }
  switch (issue.code) {
    case 'invalid_value':
      return [unknownWord(path, value, issue.values.map(String), issue.message)];
    case 'invalid_union':
      if ('note' in issue) return [unknownWord(path, value, actionsOf(issue), issue.message)];
      return ofUnion(issue.errors, path, data);
    case 'invalid_key':
      return [finding(path, issue.issues[0]?.message ?? issue.message, null, 'key')];
    case 'custom': {
      const { offset, length, at } = issue.params ?? {};
      const part = typeof offset === 'number' && typeof length === 'number' ? { offset, length } : null;
      return [{ path, at: at === 'key' ? 'key' : 'value', message: issue.message, hint: null, part }];
    }
    case 'invalid_type': {
      const wanted = issue.message.startsWith('Invalid input') ? wantedKinds.get(issue.expected) : undefined;
      return [
        finding(path, wanted === undefined ? issue.message : `expected ${wanted}, got ${shown(value)}`),
      ];
    }
    default:
      return [finding(path, issue.message)];
  }
}

/**
 * The branch whose kind of value it is (of several the one whose keys fit best), or else the first one, which
 * says what is expected.
 */
function ofUnion(branches: readonly (readonly Issue[])[], path: Path, data: unknown): readonly Finding[] {
  const around = valueAt(data, path);
  const ofKind = branches.filter((issues) => !issues.some((issue) => isOfAnotherKind(issue, around)));
  const least = Math.min(...ofKind.map((issues) => misfit(issues, around)));
  const meant = ofKind.find((issues) => misfit(issues, around) === least) ?? branches[0] ?? [];
  return meant.flatMap((issue) => explained(issue, path, data));
}

/** How many keys of the mapping itself are unknown or missing. */
function misfit(issues: readonly Issue[], around: unknown): number {
  return issues.reduce((sum, issue) => {
    if (issue.code === 'unrecognized_keys') return sum + (issue.path.length === 0 ? issue.keys.length : 0);
    const [key, ...deeper] = issue.path;
    const isMissing =
      key !== undefined && deeper.length === 0 && valueAt(around, [String(key)]) === undefined;
    return sum + Number(isMissing);
  }, 0);
}

function isOfAnotherKind(issue: Issue, value: unknown): boolean {
  if (issue.path.length > 0) return false;
  if (issue.code === 'invalid_type') return true;
  // A word is wanted, and this is a mapping or a list.
  if (issue.code === 'invalid_value') return typeof value === 'object' && value !== null;
  // A union within the union, of which no branch is of this kind.
  return (
    issue.code === 'invalid_union' &&
    issue.errors.length > 0 &&
    issue.errors.every((issues) => issues.some((inner) => isOfAnotherKind(inner, value)))
  );
}

function unknownKey(path: Path, key: string, known: readonly string[]): Finding {
  const meant = nearest(key, known);
  if (meant === null && later.has(key)) {
    return finding(
      [...path, key],
      `"${key}" is not part of the language yet; here there are ${known.join(', ')}`,
      null,
      'key',
    );
  }
  const rest = meant === null ? `; here there are ${known.join(', ')}` : '';
  return finding([...path, key], `unknown key "${key}"${rest}`, didYouMean(meant), 'key');
}

function unknownWord(path: Path, value: unknown, words: readonly string[], message: string): Finding {
  // One word is a fixed one; where the schema has no sentence of its own for it, this is one.
  if (words.length === 1) {
    return finding(
      path,
      message.startsWith('Invalid input') ? `expected ${words[0]}, got ${shown(value)}` : message,
    );
  }
  if (typeof value !== 'string')
    return finding(path, `expected one of ${words.join(', ')}, got ${shown(value)}`);
  const meant = nearest(value, words);
  if (meant === null && later.has(value)) {
    return finding(path, `"${value}" is not part of the language yet; there are ${words.join(', ')}`);
  }
  return finding(path, `unknown word ${shown(value)}; there are ${words.join(', ')}`, didYouMean(meant));
}

function missing(issue: Issue, key: string): string {
  if (issue.code === 'invalid_value') return `"${key}" is missing: one of ${issue.values.join(', ')}`;
  if (issue.code === 'invalid_union' && 'note' in issue) {
    return `"${key}" is missing: one of ${actionsOf(issue).join(', ')}`;
  }
  return `"${key}" is missing`;
}

function actionsOf(issue: Issue): readonly string[] {
  return 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
}

export function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.hasOwn(value, step) ? (value as Record<string | number, unknown>)[step] : undefined;
  }
  return value;
}
