// The failing run that a command is about: a scenario with a seed, found where none is named.

import { type Case, planOf } from '../hunt/case.ts';
import { signatureOf } from '../hunt/signature.ts';
import { type Args, text, texts } from './args.ts';
import { BadInput } from './bad-input.ts';
import type { Engine, LoadedScenario } from './engine.ts';
import { knownBugs } from './known-bugs.ts';
import { parseSeed } from './seeds.ts';

/** Seeds tried where the file asks for fewer. */
const seedsMin = 20;

/** Refuses what does not fail. */
export function failingCase(args: Args, engine: Engine, scenario: LoadedScenario): Case {
  const given = text(args, 'seed');
  const bugs = knownBugs(texts(args, 'bug'), engine);
  const { data } = scenario;
  if (data === undefined) throw new BadInput(`${scenario.file} is a course's config, and no scenario`);
  const caseOf = (seed: number): Case => ({ scenario: data, seed, bugs, scopes: null, overrides: {} });
  if (given !== null) {
    const seed = parseSeed(given);
    if (fails(engine, caseOf(seed))) return caseOf(seed);
    throw new BadInput(`${scenario.file} does not fail under seed ${seed}`, hint);
  }
  const first = scenario.seed ?? 1;
  const last = first + Math.max(seedsMin, scenario.seeds) - 1;
  for (let seed = first; seed <= last; seed++) if (fails(engine, caseOf(seed))) return caseOf(seed);
  throw new BadInput(`${scenario.file} does not fail under seeds ${first} to ${last}`, hint);
}

const hint = 'name a seed that fails: --seed N; or plant a bug: --bug ID';

function fails(engine: Engine, given: Case): boolean {
  return signatureOf(engine.run(planOf(given), given.seed).verdict) !== null;
}
