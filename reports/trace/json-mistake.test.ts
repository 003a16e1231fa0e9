// Agrees with JSON.parse on what is JSON, and points at the first character that is not.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonMistake } from './json-mistake.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('a mistake in JSON', () => {
  it('is found exactly where JSON.parse finds one', () => {
    fc.assert(
      fc.property(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', ',', '"', '}', '1', 'x', '\\', '\n'),
        (json, at, extra) => {
          const place = at % (json.length + 1);
          const spoilt = json.slice(0, place) + extra + json.slice(place + (at % 2));
          expect(jsonMistake(json)).toBeNull();
          expect(jsonMistake(spoilt) === null, spoilt).toBe(isJson(spoilt));
        },
      ),
    );
  });

  it.each([
    ['{"a":1,"b"?2}', 10],
    ['{"a":1', 6],
    ['[1,]', 3],
    ['{"a":01}', 6],
    ['"\\x"', 0],
    ['{} {}', 3],
    ['', 0],
  ])('of %s is at %i', (text, at) => {
    expect(jsonMistake(text)).toBe(at);
  });
});
