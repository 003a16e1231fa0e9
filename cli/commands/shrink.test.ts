// `whitewater shrink`: the file that it writes, what it says, and what it refuses.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Case, planOf } from '../../hunt/case.ts';
import { findingOf } from '../../hunt/finding.ts';
import { BugStore } from '../../hunt/store/bug-store.ts';
import { loadScenario } from '../../scenarios/parse.ts';
import { knownNames } from '../../sim/catalogue.ts';
import { run } from '../../sim/run.ts';
import { main } from '../app.ts';
import { testIo } from '../fixtures/io.ts';
import { version } from '../version.ts';

const library = join(import.meta.dirname, '..', '..', 'scenarios', 'library');

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
    expect((await shrink('leader-crash', '--bug', 'E06', '--budget', '1ms')).out).toContain(
      'leader-crash, seed 9',
    );
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

  it('takes a bug that was kept, and puts what is left in its place', async () => {
    const scenario = loadScenario(join(library, 'late-vote.yaml'), knownNames());
    const given: Case = { scenario, seed: 1, bugs: ['E02'], scopes: null, overrides: {} };
    const finding = findingOf(run(planOf(given), 1));
    const store = new BugStore(join(cwd, '.whitewater'), { version, revision: null });
    store.keep({ case: given, finding, strategy: 'random', at: '2026-11-26T00:00:00.000Z' });
    const { code, out } = await shrink('.whitewater/bugs/late-vote-55ff');
    expect(code).toBe(0);
    expect(out).toContain('wrote .whitewater/bugs/late-vote-55ff/repro.yaml');
    const text = readFileSync(join(cwd, '.whitewater/bugs/late-vote-55ff/repro.yaml'), 'utf8');
    expect(text).toContain('# Shrunk by whitewater from late-vote');
    const io = testIo({ cwd });
    expect(await main(['explain', '.whitewater/bugs/late-vote-55ff'], io)).toBe(0);
    expect(io.out()).toContain('breaks election-safety');
    expect((await shrink('.whitewater/bugs/late-vote-55ff', '--seed', '3')).err).toContain(
      '--seed is for scenarios',
    );
  });

  it('refuses a budget that is no time', async () => {
    const { code, err } = await shrink('late-vote', '--budget', '60');
    expect(code).toBe(2);
    expect(err).toContain('--budget cannot be "60"');
  });
});
