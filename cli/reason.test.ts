// What the system says, in words.

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { reasonOf } from './reason.ts';

it('is told without codes, and as it is where there are no better words', () => {
  const told = (path: string): string => {
    try {
      return readFileSync(path, 'utf8');
    } catch (error) {
      return reasonOf(error);
    }
  };
  expect(told('/no/such/file')).toBe('there is no such file or folder');
  expect(told('/')).toBe('it is a folder');
  expect(reasonOf(new Error('odd'))).toBe('odd');
  expect(reasonOf('odd')).toBe('odd');
});
