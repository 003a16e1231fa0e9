// `whitewater explain`: the story of what fails, the plan of what does not.

import { describe, expect, it } from 'vitest';
import { main } from '../app.ts';
import { testIo } from '../fixtures/io.ts';

async function explain(...words: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const io = testIo();
  const code = await main(['explain', ...words], io);
  return { code, out: io.out(), err: io.err() };
}

describe('whitewater explain', () => {
  it('says what led to a failure, in numbered sentences, and what it hung on', async () => {
    const { code, out } = await explain('late-vote', '--bug', 'E02');
    expect(code).toBe(0);
    expect(out).toContain('breaks election-safety at t=');
    expect(out).toMatch(/ {3}2\. [\d.]+s {2}n2 votes for n1 in term 1/);
    expect(out).toContain('without any one of these it does not come to that');
    expect(out).toContain('step 1 ');
  });

  it('says what a scenario comes to that does not fail, or where the plan is asked for', async () => {
    expect((await explain('late-vote')).out).toMatch(/late-vote under seed 1\n\nlate-vote\n {2}cluster/);
    const { out } = await explain('late-vote', '--bug', 'E02', '--plan');
    expect(out).toContain('  cluster ');
    expect(out).not.toContain('breaks');
  });

  it('refuses checks that there are not', async () => {
    const { code, err } = await explain('late-vote', '--checks', 'some');
    expect(code).toBe(2);
    expect(err).toContain('--checks cannot be "some"');
  });
});
