// A file of the corpus, run as it was kept, or under another seed.

import { planOf } from '../hunt/case.ts';
import type { Entry } from '../hunt/corpus/entry.ts';
import { caseOf } from '../hunt/store/kept-scenario.ts';
import type { Run } from '../sim/verdict.ts';
import type { Engine } from './engine.ts';

/** `seed` null: its own. */
export function runOf(
  { scenario }: Pick<Entry, 'scenario'>,
  engine: Pick<Engine, 'run'>,
  seed: number | null,
): Run {
  const given = caseOf(scenario);
  const chosen = seed ?? given.seed;
  return engine.run(planOf({ ...given, seed: chosen }), chosen);
}
