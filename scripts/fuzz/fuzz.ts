// Fuzzed files by number: file 17 of seed 1 is the same wherever it is made.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, type Fate, Mishap } from './attempt.ts';
import { mutate } from './mutate.ts';
import { randomOf } from './random.ts';

/** The shipped files, in the order of their paths. */
export function shippedTexts(root: string): readonly string[] {
  return ['scenarios', 'bench', 'examples'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.ya?ml$/.test(path))
      .sort()
      .map((path) => readFileSync(join(root, folder, path), 'utf8')),
  );
}

export function fuzzedFile(texts: readonly string[], seed: number, number: number): Buffer {
  const random = randomOf(`fuzz/${seed}/${number}`);
  return mutate(random.of(texts), random.of(texts), random);
}

/** Throws a Mishap, whatever it is that goes wrong. */
export function fateOf(texts: readonly string[], seed: number, number: number): Fate {
  const bytes = fuzzedFile(texts, seed, number);
  try {
    return attempt(bytes.toString('utf8'), number);
  } catch (error) {
    if (error instanceof Mishap) throw error;
    throw new Mishap(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}
