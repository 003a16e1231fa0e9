// Colours and symbols: flags first, then what the environment says.

import { describe, expect, it } from 'vitest';
import { testIo } from './fixtures/io.ts';
import { hasColor, lookOf } from './look.ts';

describe('colour', () => {
  it('is for terminals', () => {
    expect(hasColor({}, { env: {}, isTTY: true })).toBe(true);
    expect(hasColor({}, { env: {}, isTTY: false })).toBe(false);
    expect(hasColor({}, { env: { TERM: 'dumb' }, isTTY: true })).toBe(false);
  });

  it('heeds NO_COLOR unless it is empty, and FORCE_COLOR', () => {
    expect(hasColor({}, { env: { NO_COLOR: '1' }, isTTY: true })).toBe(false);
    expect(hasColor({}, { env: { NO_COLOR: '' }, isTTY: true })).toBe(true);
    expect(hasColor({}, { env: { FORCE_COLOR: '1' }, isTTY: false })).toBe(true);
    expect(hasColor({}, { env: { FORCE_COLOR: '0' }, isTTY: true })).toBe(false);
  });

  it('is as the flag says, whatever else', () => {
    expect(hasColor({ color: false }, { env: { FORCE_COLOR: '1' }, isTTY: true })).toBe(false);
    expect(hasColor({ color: true }, { env: { NO_COLOR: '1' }, isTTY: false })).toBe(true);
  });
});

describe('symbols', () => {
  const passOf = (env: { [name: string]: string }, ascii?: boolean): string =>
    lookOf({ ascii }, testIo({ env })).symbols.pass;

  it('are Unicode unless the locale cannot show them', () => {
    expect(passOf({})).toBe('✓');
    expect(passOf({ LANG: 'de_AT.UTF-8' })).toBe('✓');
    expect(passOf({ LANG: 'C.utf8' })).toBe('✓');
    expect(passOf({ LANG: 'C' })).toBe('ok');
    expect(passOf({ LANG: 'en_US.UTF-8', LC_ALL: 'POSIX' })).toBe('ok');
  });

  it('are as the flag says', () => {
    expect(passOf({}, true)).toBe('ok');
    expect(passOf({ LANG: 'C' }, false)).toBe('✓');
  });
});
