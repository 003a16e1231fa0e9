// The actions are those that the schema has, each with its own keys.

import { expect, it } from 'vitest';
import { actions } from './actions.ts';

it('are all there, with their keys and what they do', () => {
  const all = actions();
  expect(all.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'partition',
      'isolate',
      'heal',
      'crash',
      'restart',
      'pause',
      'link',
      'disk',
      'clock',
    ]),
  );
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  expect(all.find(({ name }) => name === 'crash')?.keys).toEqual(
    expect.arrayContaining(['for', 'nodes', 'lose']),
  );
  for (const { name, keys, description } of all) {
    expect(keys).not.toContain('do');
    expect(description, `say in scenarios/schema/fault.ts what "${name}" does`).not.toBe('');
  }
});
