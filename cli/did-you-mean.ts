// Hints for words that are not known: what somebody probably meant.

import { nearest } from '../scenarios/nearest.ts';

/** The beginning of a word is a stronger hint than a likeness; shorter ones say too little. */
const prefixMin = 3;

/** `did you mean --seed?`, or null where nothing is near. */
export function didYouMean(word: string, words: readonly string[], prefix = ''): string | null {
  const begun = word.length >= prefixMin ? words.find((each) => each.startsWith(word)) : undefined;
  const meant = nearest(word, words) ?? begun ?? null;
  return meant === null ? null : `did you mean ${prefix}${meant}?`;
}
