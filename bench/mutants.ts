// `npm run mutants`: within how many seeds each mutant is found in its own plan, by all checks and by
// those alone that see what a client or a committed state can show. Writes the table into docs/mutants.md.

import { readFileSync, writeFileSync } from 'node:fs';
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

function main(): void {
  registerPrograms();
  const rows = mutants.map(row);
  const missed = rows.filter((line) => line.endsWith('– |')).length;
  const table = [
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
  const text = readFileSync(page, 'utf8');
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${page} has no place for the table`);
  writeFileSync(page, text.slice(0, from) + table + text.slice(to + end.length));
}

main();
