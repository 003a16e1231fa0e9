// Ids of `--bug` that exist, or a refusal.

import { BadInput } from './bad-input.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Engine } from './engine.ts';

export function knownBugs(ids: readonly string[], engine: Pick<Engine, 'bugs'>): readonly string[] {
  const known = engine.bugs().map((bug) => bug.id);
  for (const id of ids) {
    if (known.includes(id)) continue;
    throw new BadInput(`there is no bug "${id}"`, didYouMean(id, known) ?? 'see: whitewater list bugs');
  }
  return ids;
}
