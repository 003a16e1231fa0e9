// The log against a plain list of terms.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { entryOf } from './fixtures/bench.ts';
import { Log, noEntries } from './log.ts';

/** Terms as a log may hold them: never falling. */
const risingTerms = fc
  .array(fc.nat(2), { maxLength: 30 })
  .map((steps) => steps.map((_, i) => 1 + steps.slice(0, i + 1).reduce((sum, step) => sum + step, 0)));

function logOf(terms: readonly number[]): Log {
  return new Log(terms.map((term, i) => entryOf(i + 1, term)));
}

it('finds every term, entry and first index of a term', () => {
  fc.assert(
    fc.property(risingTerms, fc.nat(70), (terms, asked) => {
      const log = logOf(terms);
      expect(log.lastIndex).toBe(terms.length);
      expect(log.lastTerm).toBe(terms.at(-1) ?? 0);
      for (let index = 0; index <= terms.length + 1; index++) {
        expect(log.termAt(index)).toBe(terms[index - 1] ?? 0);
        expect(log.entryAt(index)?.index).toBe(terms[index - 1] === undefined ? undefined : index);
      }
      const first = terms.findIndex((term) => term >= asked);
      expect(log.firstIndexOfTerm(asked)).toBe(first < 0 ? terms.length + 1 : first + 1);
    }),
  );
});

it('truncates and appends as a list does', () => {
  fc.assert(
    fc.property(risingTerms, fc.nat(30), (terms, cut) => {
      const log = logOf(terms);
      if (cut < 1 || cut > terms.length) {
        expect(() => log.truncate(cut)).toThrow('truncated from');
        return;
      }
      log.truncate(cut);
      log.append(entryOf(cut, 90));
      expect(log.lastIndex).toBe(cut);
      expect(log.lastTerm).toBe(90);
      expect(() => log.append(entryOf(cut, 91))).toThrow('appended to a log');
    }),
  );
});

it('matches where the terms are equal, and always at 0', () => {
  fc.assert(
    fc.property(risingTerms, fc.nat(35), fc.nat(5), (terms, index, term) => {
      const expected = index === 0 ? term === 0 : terms[index - 1] === term;
      expect(logOf(terms).matches(index, term)).toBe(expected);
    }),
    { examples: [[[1, 1], 3, 0]] },
  );
});

it('counts the received entries that it holds, up to the first that it does not', () => {
  fc.assert(
    fc.property(risingTerms, risingTerms, fc.nat(30), (terms, others, prev) => {
      const received = others.map((term, i) => entryOf(prev + i + 1, term));
      const differs = received.findIndex((entry) => terms[entry.index - 1] !== entry.term);
      expect(logOf(terms).countHeld(received)).toBe(differs < 0 ? received.length : differs);
    }),
  );
});

it('slices both ends included and shares what is empty', () => {
  const log = logOf([1, 1, 2, 2]);
  expect(log.slice(2, 3).map((entry) => entry.index)).toEqual([2, 3]);
  expect(log.slice(5, 4)).toBe(noEntries);
});

it('does not change with the list that it came from', () => {
  const entries = [entryOf(1, 1)];
  const log = new Log(entries);
  entries.length = 0;
  expect(log.lastIndex).toBe(1);
});
