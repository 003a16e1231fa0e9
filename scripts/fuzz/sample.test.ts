// A few hundred fuzzed files, of those of which `npm run fuzz` makes 100,000.

import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fateOf, fuzzedFile, shippedTexts } from './fuzz.ts';

const texts = shippedTexts(join(import.meta.dirname, '../..'));

it('fuzzed files are refused or run, and of both there are many', () => {
  const fates = Array.from({ length: 150 }, (_, number) => fateOf(texts, 1, number));
  expect(fates.filter((fate) => fate === 'refused').length).toBeGreaterThan(50);
  expect(fates.filter((fate) => fate === 'ran').length).toBeGreaterThan(10);
});

it('a fuzzed file is the same by its number', () => {
  expect(fuzzedFile(texts, 1, 17)).toEqual(fuzzedFile(texts, 1, 17));
  expect(fuzzedFile(texts, 1, 17)).not.toEqual(fuzzedFile(texts, 2, 17));
});
