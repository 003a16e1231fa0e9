// Each correctness check of a course at its bound, and one beyond it.

import { describe, expect, it } from 'vitest';
import { type Counted, correctnessOf } from './correctness.ts';
import { coursePlan } from './fixtures/puppet.ts';
import type { CoursePlan } from './plan.ts';

const sound: Counted = {
  replicas: 5,
  incorrectGets: 0,
  malformed: 0,
  died: 0,
  keys: 1,
  requests: { get: 20, put: 80 },
  ungenerated: 0,
  unanswered: { get: 0, put: 0 },
  excused: { get: 0, put: 0 },
  messagesSent: 200,
  redirects: 0,
};
const mix = Math.round(0.2 * 0x1_0000_0000);

function failing(counted: Partial<Counted>, plan: Partial<CoursePlan> = {}): readonly string[] {
  const fractions = { getFail: 0.5, putFail: 0.5, generationFail: 0.1, appendsBatched: 0.5 };
  const course = coursePlan({ gets: mix, fractions, ...plan }, 5).course!;
  return correctnessOf({ ...sound, ...counted }, course)
    .filter(({ holds }) => !holds)
    .map(({ name }) => name);
}

describe('correctnessOf', () => {
  it.each<[Partial<Counted>, readonly string[]]>([
    [{}, []],
    [{ incorrectGets: 1 }, ['incorrect-responses']],
    [{ malformed: 1 }, ['incorrect-responses']],
    [{ died: 1 }, ['replicas-alive']],
    [{ keys: 0 }, ['some-state']],
    [{ unanswered: { get: 10, put: 40 } }, []],
    [{ unanswered: { get: 11, put: 40 } }, ['unanswered-gets']],
    [{ unanswered: { get: 10, put: 41 } }, ['unanswered-puts']],
    [{ ungenerated: 10, requests: { get: 18, put: 82 } }, []],
    [{ ungenerated: 11, requests: { get: 18, put: 82 } }, ['gets-generated']],
    [{ messagesSent: 199 }, ['enough-messages']],
    [{ redirects: 499_999 }, []],
    [{ redirects: 500_000 }, ['no-redirect-storm']],
    [{ messagesSent: 0, keys: 0 }, ['some-state', 'enough-messages']],
  ])('%j fails %j', (counted, names) => {
    expect(failing(counted)).toEqual(names);
  });

  it('asks for as many messages as unbatched puts need', () => {
    const fractions = { getFail: 0.5, putFail: 0.5, generationFail: 0.1, appendsBatched: 0 };
    expect(failing({ messagesSent: 399 }, { fractions })).toEqual(['enough-messages']);
    expect(failing({ messagesSent: 400 }, { fractions })).toEqual([]);
  });

  it('in strict mode leaves values and messages to others, and excuses whom nobody could answer', () => {
    expect(failing({ incorrectGets: 5, messagesSent: 0 }, { mode: 'strict' })).toEqual([]);
    expect(failing({ malformed: 1 }, { mode: 'strict' })).toEqual(['incorrect-responses']);
    const silent = { unanswered: { get: 0, put: 45 }, excused: { get: 0, put: 5 } };
    expect(failing(silent, { mode: 'strict' })).toEqual([]);
    expect(failing({ ...silent, excused: { get: 0, put: 4 } }, { mode: 'strict' })).toEqual([
      'unanswered-puts',
    ]);
    expect(failing(silent)).toEqual(['unanswered-puts']);
  });
});
