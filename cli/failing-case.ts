// The failing run that a command is about: a bug that was kept, or a scenario with a seed, found where none is named.

import { type Case, planOf } from '../hunt/case.ts';
import { signatureOf } from '../hunt/signature.ts';
import { type Args, text, texts } from './args.ts';
import { BadInput } from './bad-input.ts';
import type { Engine, LoadedScenario } from './engine.ts';
import { knownBugs } from './known-bugs.ts';
import { parseSeed } from './seeds.ts';

/** Seeds tried where the file asks for fewer. */
const seedsMin = 20;

const hint = 'name a seed that fails: --seed N; or plant a bug: --bug ID';

/** A bug that was kept says itself what to run. */
export function refuseBesides(args: Args, word: string): void {
  for (const option of ['seed', 'bug', 'set', 'checks']) {
    if (args[option] !== undefined) throw new BadInput(`--${option} is for scenarios, and ${word} is a bug`);
  }
}

/** Refuses what does not fail. */
export function failingCase(args: Args, engine: Engine, scenario: LoadedScenario): Case {
  const given = text(args, 'seed');
  if (given !== null) {
    const found = caseOf(args, engine, scenario, parseSeed(given));
    if (fails(engine, found)) return found;
    throw new BadInput(`${scenario.file} does not fail under seed ${found.seed}`, hint);
  }
  const first = scenario.seed ?? 1;
  const last = first + Math.max(seedsMin, scenario.seeds) - 1;
  for (let seed = first; seed <= last; seed++) {
    const found = caseOf(args, engine, scenario, seed);
    if (fails(engine, found)) return found;
  }
  throw new BadInput(`${scenario.file} does not fail under seeds ${first} to ${last}`, hint);
}

export function caseOf(args: Args, engine: Engine, { file, data }: LoadedScenario, seed: number): Case {
  if (data === undefined) throw new BadInput(`${file} is a course's config, and no scenario`);
  const bugs = knownBugs(texts(args, 'bug'), engine);
  const checks = text(args, 'checks');
  if (checks !== null && checks !== 'end-to-end' && checks !== 'deep') {
    throw new BadInput(`--checks cannot be "${checks}"`, 'it is end-to-end or deep');
  }
  return { scenario: data, seed, bugs, scopes: checks === null ? null : [checks], overrides: {} };
}

function fails(engine: Engine, given: Case): boolean {
  return signatureOf(engine.run(planOf(given), given.seed).verdict) !== null;
}
