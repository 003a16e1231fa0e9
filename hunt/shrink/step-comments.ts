// What each step of a script leads to, in words: beside it in the file, and in short.

import type { Case } from '../case.ts';
import { narrate, stepOf, type Told } from '../explain/narrate.ts';

/** Longer comments would not stand beside a step. */
const commentMax = 90;

/** By position of the step; '' where nothing came of it. */
export function stepComments(given: Case): readonly string[] {
  return clausesBySteps(given).map(shortened);
}

/** The one thing about each step that counts, as far as there is any. */
export function stepGists(given: Case): readonly string[] {
  return clausesBySteps(given).flatMap((clauses) => {
    const [first] = [...clauses].sort((one, other) => weightOf(one) - weightOf(other));
    return first === undefined ? [] : [first.replace(/; .*$/, '')];
  });
}

/** What each step led to, until the next. */
function clausesBySteps(given: Case): readonly (readonly string[])[] {
  const { told, run } = narrate(given);
  const comments: string[][] = [];
  let step = 0;
  for (const one of told) {
    const begun = stepOf(one.event);
    if (begun > 0) step = begun;
    else if (step > 0 && !isBesides(one))
      comments[step - 1] = [...(comments[step - 1] ?? []), ...one.clauses];
    if (one.event.event === run.events) break;
  }
  return Array.from(comments, (clauses = []) => clauses);
}

/** Told to or by clients later on: of interest, but not what the step is about. */
function isBesides({ event }: Told): boolean {
  return event.kind === 'nemesis' || event.kind === 'client';
}

/** What matters most first, where there is not room for all. */
const weights: readonly RegExp[] = [
  / leads (term|no more)/,
  / commits | takes its commit/,
  /crashes|cuts its log/,
  / has entry /,
  / votes for /,
];

function shortened(clauses: readonly string[]): string {
  const whole = clauses.join('; ');
  if (whole.length <= commentMax) return whole;
  const kept: string[] = [];
  const byWeight = [...clauses].sort((one, other) => weightOf(one) - weightOf(other));
  for (const clause of byWeight) {
    if ([...kept, clause].join('; ').length + 3 <= commentMax) kept.push(clause);
  }
  if (kept.length === 0) return `${whole.slice(0, commentMax)}…`;
  return `${clauses.filter((clause) => kept.includes(clause)).join('; ')}; …`;
}

function weightOf(clause: string): number {
  const place = weights.findIndex((pattern) => pattern.test(clause));
  return place < 0 ? weights.length : place;
}
