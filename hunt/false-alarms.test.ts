// Cases in which a check once blamed the replica as it should be.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { registerPrograms } from '../sim/programs.ts';
import { run } from '../sim/run.ts';
import { type Case, planOf } from './case.ts';

registerPrograms();

it.each([
  ['late-truncation', 'a stalled disk removes what memory gave up before others committed it'],
  ['older-leader', 'who follows an older leader removes what others committed in a later term'],
])('%s: %s', (name) => {
  const text = readFileSync(join(import.meta.dirname, 'fixtures', `${name}.json`), 'utf8');
  const given = JSON.parse(text) as Case;
  const { verdict } = run(planOf(given), given.seed, { isAudited: true });
  expect(verdict).toEqual({ kind: 'passed' });
});
