// docs/mutants.md names every mutant. `npm run mutants` makes its table anew: within how many seeds each is
// found in its own plan, by all checks and by those alone that see what clients and committed states show.

import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Scope } from '../sim/checkers/checker.ts';
import { planFor } from '../sim/mutants/fixtures/plans.ts';
import type { Mutant } from '../sim/mutants/mutant.ts';
import { mutants } from '../sim/mutants/mutants.ts';
import { registerPrograms } from '../sim/programs.ts';
import { run } from '../sim/run.ts';
import { brokenBy } from '../sim/verdict.ts';

const page = 'docs/mutants.md';
const seedsMax = 40;
const [begin, end] = ['<!-- table -->', '<!-- end of table -->'] as const;

/** `3: vote-up-to-date`, the first seed that shows it and what it shows; `–` when none does. */
function firstFound({ id, property }: Mutant, scopes: readonly Scope[]): string {
  const plan = planFor(id, property, id);
  for (let seed = 1; seed <= seedsMax; seed++) {
    const broken = brokenBy(run(plan, seed, { scopes }).verdict);
    if (broken !== 'passed') return `${seed}: ${broken}`;
  }
  return '–';
}

function row(mutant: Mutant): string {
  const { id, description, property } = mutant;
  const all = firstFound(mutant, ['end-to-end', 'deep']);
  const seen = firstFound(mutant, ['end-to-end']);
  return `| ${id} | ${description} | ${property ?? 'none'} | ${all} | ${seen} |`;
}

function table(): string {
  const rows = mutants.map(row);
  const missed = rows.filter((line) => line.endsWith('– |')).length;
  return [
    begin,
    '',
    `${mutants.length} mutants, at most ${seedsMax} seeds each; ${missed} of them are not found end-to-end.`,
    '',
    '| id | mistake | breaks | all checks | end-to-end alone |',
    '|---|---|---|---|---|',
    ...rows,
    '',
    end,
  ].join('\n');
}

/** Too slow for every test run. */
const isAsked = process.env['npm_lifecycle_event'] === 'mutants';

it.runIf(isAsked)('makes the table', { timeout: 1_800_000 }, () => {
  registerPrograms();
  const text = readFileSync(page, 'utf8');
  const [before, after] = [text.indexOf(begin), text.indexOf(end) + end.length];
  writeFileSync(page, text.slice(0, before) + table() + text.slice(after));
});

it('has a line for every mutant', () => {
  const lines = readFileSync(page, 'utf8').split('\n');
  for (const { id, description, property } of mutants)
    expect(
      lines.some((line) => line.startsWith(`| ${id} | ${description} | ${property ?? 'none'} | `)),
      id,
    ).toBe(true);
});
