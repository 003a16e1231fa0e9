// Columns by what a terminal shows, and nothing that could draw on it.

import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { cut, padEnd, padStart, printable, width, wrap } from './layout.ts';

describe('text in columns', () => {
  it('counts columns, not characters', () => {
    expect([width('abc'), width('─▸✖'), width('日本')]).toEqual([3, 3, 4]);
    expect(padEnd('日', 4)).toBe('日  ');
    expect(padStart('7', 3)).toBe('  7');
  });

  it.each([
    'ASCII',
    '✓ ✗ – · ✖ ◂ ▸ ▶ … ─ ├ ┤ → ≥ § ’',
    'Ωмега',
    '日本語テスト',
    '한국어',
    'e\u0301',
    '🙂 ok',
    'ＡＢ',
    'a\u200bb',
  ])('agrees with a library about the width of "%s"', (text) => {
    expect(width(text)).toBe(stringWidth(text));
  });

  it('cuts to a width with the mark inside it', () => {
    expect(cut('AppendEntries', 8, '…')).toBe('AppendE…');
    expect(cut('short', 8, '…')).toBe('short');
    expect(width(cut('日本日本日本', 5, '…'))).toBeLessThanOrEqual(5);
  });

  it('wraps at words and breaks a word that is longer than a line', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrap('a incomprehensible b', 5)).toEqual(['a', 'incom', 'prehe', 'nsibl', 'e b']);
    expect(wrap('  ', 5)).toEqual([]);
  });

  it('names control characters', () => {
    expect(printable('red \u001b[31m\u0000 end\n')).toBe('red \\x1b[31m\\x00 end ');
  });
});
