// What was meant, and silence where nothing is near.

import { expect, it } from 'vitest';
import { didYouMean } from './did-you-mean.ts';

const options = ['seed', 'seeds', 'reporter', 'check-determinism', 'trace'];

it.each([
  ['sead', 'did you mean --seed?'],
  ['reportr', 'did you mean --reporter?'],
  ['check', 'did you mean --check-determinism?'],
  ['Trace', 'did you mean --trace?'],
  ['verbose', null],
  ['s', null],
])('for --%s says %s', (word, hint) => {
  expect(didYouMean(word, options, '--')).toBe(hint);
});
