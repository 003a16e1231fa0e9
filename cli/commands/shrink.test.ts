// `whitewater shrink`: the file that it writes, what it says, and what it refuses.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { main } from '../app.ts';
import { testIo } from '../fixtures/io.ts';

let cwd = '';

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'shrink-'));
});

afterEach(() => {
  rmSync(cwd, { recursive: true });
});

async function shrink(...words: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const io = testIo({ cwd });
  const code = await main(['shrink', ...words], io);
  return { code, out: io.out(), err: io.err() };
}

describe('whitewater shrink', () => {
  it('writes a scenario that run then finds to fail as planned', async () => {
    const { code, out } = await shrink('late-vote', '--bug', 'E02', '--output', 'small.yaml');
    expect(out).toContain('each part left is needed');
    expect(out).toContain('wrote small.yaml');
    expect(code).toBe(0);
    expect(readFileSync(join(cwd, 'small.yaml'), 'utf8')).toContain('fails: { property: election-safety }');
    expect(await main(['run', 'small.yaml'], testIo({ cwd }))).toBe(0);
  });

  it('finds the seed that fails by itself, and refuses one that does not', async () => {
    expect((await shrink('leader-crash', '--bug', 'E06')).out).toContain('leader-crash, seed 9');
    const { code, err } = await shrink('leader-crash', '--bug', 'E06', '--seed', '1');
    expect(code).toBe(2);
    expect(err).toContain('leader-crash does not fail under seed 1');
  });

  it('never writes over what somebody has edited', async () => {
    writeFileSync(join(cwd, 'late-vote-55ff.yaml'), 'mine\n');
    const { code, err } = await shrink('late-vote', '--bug', 'E02');
    expect(code).toBe(2);
    expect(err).toContain('late-vote-55ff.yaml is there already, and differs');
    expect(readFileSync(join(cwd, 'late-vote-55ff.yaml'), 'utf8')).toBe('mine\n');
  });

  it('refuses a budget that is no time', async () => {
    const { code, err } = await shrink('late-vote', '--budget', '60');
    expect(code).toBe(2);
    expect(err).toContain('--budget cannot be "60"');
  });
});
