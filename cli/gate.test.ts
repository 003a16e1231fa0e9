// The gate for CI: each part says what it found, what it had no time for, and the exit code says the worst.

import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Run } from '../sim/verdict.ts';
import { main } from './app.ts';
import type { Engine } from './engine.ts';
import { testIo } from './fixtures/io.ts';
import { realEngine } from './real-engine.ts';

const calm = `version: 1
name: calm
description: A leader is found and nothing goes wrong.
workload: { clients: 1 }
run: { chaos: 400ms, settle: 1s, seeds: 3 }
expect: { sometimes: [{ name: somebody leads, that: { event: become-leader } }] }
`;
const crashing = `version: 1
name: crashing
description: A server crashes, which this scenario does not want to see.
faults: [{ at: 10ms, do: crash, nodes: n1 }]
workload: { clients: 1 }
run: { chaos: 100ms, settle: 0s, seeds: 2 }
expect: { never: [{ name: a crash, that: { event: crash } }] }
`;
let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'gate-'));
});

function write(files: { readonly [path: string]: string }): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(cwd, path, '..'), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
}

interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function whitewater(
  words: readonly string[],
  change: (run: Run, times: number) => Run = (run) => run,
  now: () => number = () => 0,
): Promise<Answer> {
  const io = testIo({ cwd, now });
  let times = 0;
  const real = realEngine();
  // Without the shipped scenarios, of which there are many.
  const engine: Engine = {
    ...real,
    shipped: () => [],
    run: (...given) => change(real.run(...given), ++times),
  };
  const code = await main(words, io, () => Promise.resolve(engine));
  return { code, out: io.out(), err: io.err() };
}

describe('the gate', () => {
  it('passes where all is well, and says what was done', async () => {
    write({ 'scenarios/calm.yaml': calm });
    const { code, out } = await whitewater(['check']);
    expect(out).toMatch(/^✓ scenarios {5}1 of 1 passed +3 seeds each$/m);
    expect(out).toMatch(/^✓ corpus {8}0 as expected +exact replay$/m);
    expect(out).toMatch(/^✓ planted bugs {2}0 of 0 caught$/m);
    expect(out).toMatch(/^✓ determinism {3}1 run repeated, all equal$/m);
    expect(out).toMatch(/^✓ goals {9}1 of 1 reached$/m);
    expect(out).toMatch(/\nall well · 4 runs in .* · exit 0\n$/);
    expect(code).toBe(0);
  });

  it('fails with a scenario, and says how to see it', async () => {
    write({ 'scenarios/calm.yaml': calm, 'scenarios/crashing.yaml': crashing });
    const { code, out } = await whitewater(['check']);
    expect(out).toContain('✗ scenarios     1 of 2 passed');
    const said = out.replaceAll(/\s+/g, ' ');
    expect(said).toContain('failed crashing never a crash:');
    expect(said).toContain('whitewater run scenarios/crashing.yaml --seed 1; also seeds 2');
    expect(out).toContain('FAIL  1 scenario failed · ');
    expect(code).toBe(1);
  });

  it('wants planted bugs to be caught, by the scenario itself or with the bug that it names', async () => {
    const planted = crashing.replace('expect: { ', "expect: { fails: { property: 'never a crash' }, ");
    write({
      'scenarios/planted.yaml': planted,
      'scenarios/claim.yaml': `# Catches E06 in 2 seeds, as vote-up-to-date: what it does.\n${calm}`,
    });
    const { code, out } = await whitewater(['check', '--only', 'bugs']);
    expect(out).toContain('✗ planted bugs  1 of 2 caught');
    expect(out.replaceAll(/\s+/g, ' ')).toContain(
      'missed E06 by calm nothing broke vote-up-to-date in 2 seeds; whitewater run scenarios/claim.yaml --bug E06 --seeds 2',
    );
    expect(out).not.toContain('corpus');
    expect(code).toBe(1);
  });

  it('runs the corpus exactly, and tells what changed, is stale or fails', async () => {
    write({ 'mine.yaml': crashing, 'calm.yaml': calm });
    await whitewater(['corpus', 'add', 'mine.yaml', '--known', '--name', 'known']);
    await whitewater(['corpus', 'add', 'calm.yaml', '--name', 'calm']);
    const good = await whitewater(['check', '--only', 'corpus']);
    expect(good.out).toContain('✓ corpus        2 as expected');
    expect(good.code).toBe(0);
    const changed = await whitewater(['check', '--only', 'corpus'], (run) => ({
      ...run,
      digest: 'ffffffffffffffff',
    }));
    expect(changed.out).toContain('2 as expected, 2 of them changed');
    expect(changed.out.replaceAll(/\s+/g, ' ')).toContain('whitewater corpus refresh calm');
    expect(changed.code).toBe(0);
    const mended = await whitewater(['check', '--only', 'corpus'], (run) => ({
      ...run,
      verdict: { kind: 'passed' },
    }));
    expect(mended.out).toContain('1 as expected, 1 stale');
    expect(mended.code).toBe(3);
    await whitewater(['corpus', 'rm', 'known']);
    await whitewater(['corpus', 'add', 'mine.yaml', '--name', 'red']);
    const red = await whitewater(['check', '--only', 'corpus']);
    expect(red.out).toContain('✗ corpus        1 as expected, 1 failed');
    expect(red.code).toBe(1);
  });

  it('sees a run that is not the same twice', async () => {
    write({ 'scenarios/calm.yaml': calm });
    const { code, out } = await whitewater(['check', '--only', 'determinism'], (run, times) => ({
      ...run,
      digest: `${times}`.padStart(16, '0'),
    }));
    expect(out).toContain('✗ determinism   1 run repeated, 1 not equal');
    expect(out.replaceAll(/\s+/g, ' ')).toContain(
      'whitewater run scenarios/calm.yaml --seed 1 --check-determinism',
    );
    expect(code).toBe(5);
  });

  it('sees a goal that was not reached', async () => {
    const never = calm.replace('event: become-leader', 'event: truncate');
    write({ 'scenarios/calm.yaml': never });
    const { code, out } = await whitewater(['check']);
    expect(out).toContain('✗ goals         0 of 1 reached');
    expect(out).toContain('calm: somebody leads: 0 of 3 runs');
    expect(out).toContain('✓ scenarios     1 of 1 passed');
    expect(code).toBe(3);
  });

  it('says what there was no time for', async () => {
    write({ 'scenarios/calm.yaml': calm, 'scenarios/other.yaml': calm.replace('name: calm', 'name: other') });
    let clock = 0;
    // Each look at the clock takes a second.
    const { code, out } = await whitewater(
      ['check', '--only', 'scenarios', '--budget', '3s'],
      undefined,
      () => 1000 * clock++,
    );
    const said = out.replaceAll(/\s+/g, ' ');
    expect(said).toMatch(/undone [\d]+ of the 6 runs that the files ask for: --budget/);
    expect([0, 6]).toContain(code);
    const none = await whitewater(['check', '--budget', '1ms'], undefined, () => 1000 * clock++);
    expect(none.out).toContain('calm, other: no time for a single seed: --budget');
    expect(none.code).toBe(6);
  });

  it('has nothing to run in an empty folder', async () => {
    expect(await whitewater(['check'])).toMatchObject({ code: 4 });
  });

  it('takes the folders that are named', async () => {
    write({ 'scenarios/crashing.yaml': crashing, 'mine/calm.yaml': calm });
    const { code, out } = await whitewater(['check', 'mine']);
    expect(out).toContain('1 of 1 passed');
    expect(code).toBe(0);
  });

  it.each([
    [['--only', 'corpse'], 'did you mean corpus?'],
    [['--budget', '5'], '--budget cannot be "5"'],
    [['--notation', 'edn'], '--notation is for histories'],
    [['scenarios', 'h.ndjson'], 'h.ndjson is no scenario'],
    [['h.ndjson', '--only', 'bugs'], '--only is of the gate'],
  ])('refuses %s', async (words, message) => {
    write({ 'scenarios/calm.yaml': calm, 'h.ndjson': '{}' });
    const { code, err } = await whitewater(['check', ...words]);
    expect(err).toContain(message);
    expect(code).toBe(2);
  });
});
