// `whitewater live` as its users meet it: what it refuses, what it reports, and that it leaves no process behind,
// however it ends.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testReplicas } from '../live/harness/fixtures/replicas.ts';
import { readTrace } from '../reports/trace/read-trace.ts';
import { type Bundle, bundle } from '../scripts/built/bundle.ts';
import { main } from './app.ts';
import { type TestIo, testIo } from './fixtures/io.ts';

const replicas = testReplicas();
const { folder } = replicas;
let program: Bundle;

beforeAll(async () => {
  program = await bundle('cli/main.ts');
  const config = { lifetime: 5, replicas: 3, requests: 50, start_wait: 2, end_wait: 0, mix: 0.5 };
  const tests = {
    maximum_get_generation_fail_fraction: 1,
    benchmarks: { total_msgs: [1, 2, 3], failures: [0, 1, 2] },
  };
  writeFileSync(join(folder, 'short.json'), JSON.stringify({ ...config, tests }));
  writeFileSync(join(folder, 'once.json'), JSON.stringify({ ...config, requests: 1 }));
  writeFileSync(join(folder, 'plain.txt'), 'not a program');
});
afterAll(async () => {
  await program.remove();
  replicas.remove();
});

async function live(...words: readonly string[]): Promise<{ code: number; io: TestIo }> {
  const io = testIo({ cwd: folder });
  const code = await main(['live', ...words], io);
  return { code, io };
}

describe.concurrent('whitewater live', () => {
  it('tells one run as the course does, and writes what opens elsewhere', async () => {
    const replica = replicas.file('good');
    const { code, io } = await live(
      'short.json',
      '--replica',
      replica,
      '--seed',
      '7',
      '--trace',
      't.gz',
      '--history',
      'h',
    );
    // Every put is told to two others: that is more than three messages.
    expect([code, io.err()]).toEqual([1, expect.stringMatching(/^seed 7 is of .* not reproducible$/m)]);
    for (const told of [
      'short (live) · seed 7',
      '✓ linearizable',
      '✗ credit',
      'total_msgs',
      'No credit',
      'Full credit',
    ])
      expect(io.out()).toContain(told);
    expect(io.out()).toContain(`again      whitewater live short.json --seed 7 --replica ${replica}`);
    expect(io.out()).toMatch(/1 failed · live for .* · exit 1\n$/);

    const trace = async (...words: readonly string[]): Promise<string> => {
      const reader = testIo({ cwd: folder });
      expect(await main(['trace', 't.gz', ...words], reader)).toBe(0);
      return reader.out();
    };
    expect(readTrace(await trace('--format', 'ndjson')).header).toMatchObject({ seed: 7, program: 'live' });
    for (const format of ['lanes', 'mermaid', 'shiviz'])
      expect(await trace('--format', format)).toContain(format === 'lanes' ? '▸2x Copy' : 'Copy');
    const checker = testIo({ cwd: folder });
    expect(await main(['check', 'h'], checker)).toBe(0);
  });

  it('shows of a replica that ends how it did, with its last words, in all reports', async () => {
    const words = ['--replica', replicas.file('dies'), '--runs', '2'];
    const { code, io } = await live('short.json', ...words, '--reporter', 'json:r.json,junit:r.xml');
    expect(code).toBe(1);
    for (const told of ['short        0/2', '0000 died at', 'exit code 3', 'no such module', 'seeds 1..2'])
      expect(io.out()).toContain(told);
    const { runs } = JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8')) as {
      runs: { live: { deaths: { how: string; stderr: string }[] } }[];
    };
    expect(runs[1]!.live.deaths[2]).toMatchObject({
      how: 'exit code 3',
      stderr: 'Traceback:\n  no such module',
    });
    expect(readFileSync(join(folder, 'r.xml'), 'utf8')).toContain('replicas-alive');
  });

  it('counts the seconds, and stops at once on Ctrl-C with what was done so far', async () => {
    const drawn: string[] = [];
    const area = { draw: (text: string) => void drawn.push(text), clear: () => {}, end: () => {} };
    const io = testIo({ cwd: folder, isErrTTY: true, liveArea: () => Promise.resolve(area) });
    const words = ['--replica', replicas.file('good'), '--trace', 'never'];
    const done = main(['live', 'short.json', ...words], io);
    while (drawn.length === 0) await setTimeout(20);
    await setTimeout(200);
    io.interrupt();
    expect([await done, existsSync(join(folder, 'never'))]).toEqual([130, false]);
    expect(io.out()).toContain('stopped early');
    expect(drawn[0]).toBe('  short (live) seed 1: 0s of 7s');
  });

  it.each([
    [['short.json', '--replica', 'nowhere'], '--replica nowhere\n  there is no such file'],
    [['short.json', '--replica', 'plain.txt'], '--replica plain.txt is not executable\n  chmod +x plain.txt'],
    [['short.json', '--replica', '.'], '--replica . is a folder'],
    [['simple-9'], 'did you mean simple-1?'],
    [['short.json', '--credit', 'ful'], 'did you mean full?'],
    [['short.json', '--runs', '0'], '--runs cannot be "0"'],
    [['short.json', '--runs', '2', '--trace', 't'], '--trace takes one run, and this would be 2'],
    [['short.json', '--set', 'lifetime=1'], 'expected seconds from 5'],
    [['short.json', '--replicas', 'x'], 'did you mean --replica?'],
  ])('refuses %j', async (words, complaint) => {
    const all = words.includes('--replica') ? words : [...words, '--replica', replicas.file('good')];
    const { code, io } = await live(...all);
    expect([code, io.out()]).toEqual([2, '']);
    expect(io.err()).toContain(complaint);
  });
});

describe.concurrent('no process is left', () => {
  const ends: readonly (readonly [NodeJS.Signals, number | null])[] = [
    ['SIGINT', 130],
    ['SIGTERM', 130],
    ['SIGHUP', 130],
    ['SIGKILL', null],
    ['SIGSEGV', null],
  ];
  for (const [signal, code] of ends)
    it(`after ${signal}`, async () => {
      const own = join(folder, signal);
      mkdirSync(own);
      // Each has a file of its own to write its processes to.
      const replica = join(own, 'breeds.cjs');
      writeFileSync(replica, readFileSync(replicas.file('breeds')));
      chmodSync(replica, 0o755);
      const words = [program.file, 'live', join(folder, 'once.json'), '--replica', replica];
      const child = spawn(process.execPath, words, { stdio: 'ignore' });
      const pids = await pidsOf(`${replica}.pids`, 6);
      const ended = once(child, 'exit') as Promise<[number | null, string | null]>;
      child.kill(signal);
      expect(await ended).toEqual([code, code === null ? signal : null]);
      await goneAll(pids);
    });
});

async function pidsOf(file: string, count: number): Promise<readonly number[]> {
  for (;;) {
    const pids = existsSync(file)
      ? readFileSync(file, 'utf8')
          .split(/\s+/)
          .filter((word) => word !== '')
      : [];
    if (pids.length >= count) return pids.map(Number);
    await setTimeout(20);
  }
}

/** Killed by whoever outlives the command, which may take a moment. */
async function goneAll(pids: readonly number[]): Promise<void> {
  for (const pid of pids) while (isThere(pid)) await setTimeout(10);
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
