// What a trace says of a fault that calls for a client, and of any other.

import { describe, expect, it } from 'vitest';
import { actionWords } from './action-words.ts';
import type { Command } from './kv-model.ts';

const calls: readonly (readonly [Command, string])[] = [
  [{ kind: 'get', key: 'x' }, 'client c2 get x'],
  [{ kind: 'delete', key: 'x' }, 'client c2 delete x'],
  [{ kind: 'put', key: 'x', value: 'v' }, 'client c2 put x v'],
  [{ kind: 'append', key: 'x', value: 'v' }, 'client c2 append x v'],
  [{ kind: 'cas', key: 'x', expected: null, value: 'v' }, 'client c2 cas x none v'],
];

describe('the words of an action', () => {
  it.each(calls)('%j: %s', (command, words) => {
    expect(actionWords({ kind: 'client', client: 2, command, target: null })).toBe(words);
  });

  it('are its kind, where its nodes say the rest', () => {
    expect(actionWords({ kind: 'heal' })).toBe('heal');
  });
});
