// `whitewater hunt` as a process of its own, with real threads: the same hunt however it is worked on, ended and
// resumed; and what it says of runs that never end.

import { type ChildProcess, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { build } from 'rolldown';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type HuntResult, mergedResult } from '../hunt/result.ts';
import { main } from './app.ts';
import { testIo } from './fixtures/io.ts';
import { smallScenario } from './fixtures/small-scenario.ts';

const root = join(import.meta.dirname, '..');
// Inside of the package, where the command finds its scenarios; from the sources as they are now.
const bundle = join(root, 'node_modules', '.cache', `hunt-${process.pid}`);
let folder: string;

beforeAll(async () => {
  await build({
    input: [join(root, 'cli/main.ts'), join(root, 'hunt/pool/worker.ts')],
    platform: 'node',
    output: { dir: bundle },
    logLevel: 'silent',
  });
});
afterAll(() => rmSync(bundle, { recursive: true, force: true }));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hunt-'));
  writeFileSync(join(folder, 'small.yaml'), smallScenario);
  writeFileSync(join(folder, 'other.yaml'), smallScenario.replace('name: small', 'name: other'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Done {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

function begin(
  words: string,
  cwd = folder,
): { readonly process: ChildProcess; readonly done: Promise<Done> } {
  const { CI: _ci, ...env } = process.env;
  const child = spawn('node', [join(bundle, 'main.js'), 'hunt', ...words.split(' ')], { cwd, env });
  let out = '';
  let err = '';
  child.stdout.on('data', (piece: Buffer) => {
    out += piece.toString();
  });
  child.stderr.on('data', (piece: Buffer) => {
    err += piece.toString();
  });
  const done = new Promise<Done>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, out, err }));
  });
  return { process: child, done };
}

async function hunted(
  words: string,
  cwd = folder,
): Promise<{ readonly result: HuntResult; readonly code: number | null }> {
  const { out, err, code } = await begin(`${words} --no-shrink --json`, cwd).done;
  if (!out.startsWith('{')) throw new Error(`no result: ${out}${err}`);
  return { result: JSON.parse(out) as HuntResult, code };
}

/** What must not depend on how it came about. */
function essence({ digest, scenarios, bugs, divergences }: HuntResult): unknown {
  return {
    digest,
    scenarios,
    divergences,
    bugs: bugs.map(({ replay: _replay, folder: _folder, ...bug }) => bug),
  };
}

const many = 'small.yaml --bug E06 --strategy random --seeds 90';
function onlyResult(place: string): string {
  const names = readdirSync(join(folder, place, '.whitewater', 'hunts'));
  return names.find((name) => name.endsWith('.json'))!;
}

/** How many cases the only journal has. */
function journaled(): number {
  const hunts = join(folder, '.whitewater', 'hunts');
  const [name] = existsSync(hunts) ? readdirSync(hunts) : [];
  return name === undefined
    ? 0
    : readFileSync(join(hunts, name), 'utf8')
        .split('\n')
        .filter((line) => line.includes('"at"')).length;
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 2000; tries++) {
    if (condition()) return;
    await wait(10);
  }
  throw new Error('it never came to be');
}

describe('whitewater hunt', () => {
  it('is the same hunt with one worker, with two, and in three shards merged', async () => {
    const at = (name: string): string => {
      const place = join(folder, name);
      mkdirSync(place);
      return place;
    };
    const files = '../small.yaml ../other.yaml --bug E06 --strategy random,swarm --seeds 40';
    const one = await hunted(`${files} --workers 1`, at('one'));
    expect(one.code).toBe(1);
    expect(one.result.bugs.length).toBeGreaterThan(0);
    expect(one.result.isComplete).toBe(true);
    const two = await hunted(`${files} --workers 2 --check-determinism 10%`, at('two'));
    expect(essence(two.result)).toEqual(essence(one.result));
    expect(two.result.repeated).toBeGreaterThan(3);
    const shards = await Promise.all(
      [1, 2, 3].map((index) => hunted(`${files} --workers 1 --shard ${index}/3`, at(`shard-${index}`))),
    );
    expect(essence(mergedResult(shards.map(({ result }) => result)))).toEqual(essence(one.result));
    const results = [1, 2, 3].map(
      (index) => `shard-${index}/.whitewater/hunts/${onlyResult(`shard-${index}`)}`,
    );
    const io = testIo({ cwd: folder });
    expect(await main(['report', ...results], io)).toBe(1);
    expect(io.out()).toContain(`${one.result.digest} of 80 runs, all 3 shards\n`);
    const junit = testIo({ cwd: folder });
    await main(['report', ...results.reverse(), '--reporter', 'only:junit'], junit);
    expect(junit.out()).toContain('<property name="runs" value="40"/>');
    expect(junit.out()).toContain(one.result.bugs[0]!.signature.property);
    expect(await main(['report', ...results, results[0]!], testIo({ cwd: folder }))).toBe(2);
  });

  it('goes on after kill -9 and a torn line, and ends as if nothing had been', async () => {
    const first = begin(`${many} --workers 2`);
    await until(() => journaled() >= 10);
    first.process.kill('SIGKILL');
    expect((await first.done).signal).toBe('SIGKILL');
    const before = journaled();
    expect(before).toBeLessThan(90);
    const [name] = readdirSync(join(folder, '.whitewater', 'hunts'));
    writeFileSync(join(folder, '.whitewater', 'hunts', name!), '{"at":[0,3],"p":["12', { flag: 'a' });
    const resumed = await hunted(`${many} --workers 1 --resume`);
    expect(resumed.result.made).toBe(90 - before);
    rmSync(join(folder, '.whitewater'), { recursive: true });
    const whole = await hunted(`${many} --workers 2`);
    expect(essence(resumed.result)).toEqual(essence(whole.result));
    expect((await hunted(`${many} --resume`)).result.made).toBe(0);
  });

  it('ends after the cases in flight at Ctrl-C, says so, and goes on later', async () => {
    const { process: child, done } = begin('small.yaml --strategy random --seeds 100000 --workers 2');
    await until(() => journaled() >= 4);
    child.kill('SIGINT');
    const { code, out } = await done;
    expect(code).toBe(130);
    expect(out).toMatch(/stopped early: --resume goes on .* exit 130\n$/);
    const [, runs] = /digest +[0-9a-f]{16} of ([\d,]+) runs/.exec(out)!;
    expect(Number(runs!.replace(',', ''))).toBe(journaled());
  });

  it('stops at once at the second Ctrl-C', async () => {
    const { process: child, done } = begin('small.yaml --set run.chaos=50h --seeds 4 --workers 1');
    await until(() => existsSync(join(folder, '.whitewater')));
    await wait(300);
    child.kill('SIGINT');
    await wait(100);
    child.kill('SIGINT');
    expect(await done).toMatchObject({ code: 130 });
  });

  it('keeps bugs in folders, and tries those first the next time', async () => {
    const found = await begin('small.yaml --bug E06 --strategy swarm --seeds 100 -x --workers 2').done;
    expect(found.code).toBe(1);
    const [, place] = /whitewater replay (\.whitewater\/bugs\/[\w-]+)/.exec(found.out)!;
    expect(found.out).toMatch(/shrunk [\d.k]+ to \d+ events/);
    expect(readdirSync(join(folder, place!)).sort()).toEqual(['bug.json', 'repro.yaml', 'trace.gz']);
    const again = await hunted('small.yaml --bug E06 --strategy random --seeds 1');
    expect(again.result.known).toMatchObject([{ folder: place, standing: 'still-failing' }]);
    // Without the bug these are not the same runs, and nothing is said of them.
    expect((await hunted('small.yaml --strategy random --seeds 2')).result.known).toEqual([]);
  });

  it('names the seeds whose runs take too long, and goes on', async () => {
    const { result, code } = await hunted(
      'small.yaml --set run.chaos=50h --strategy random --wall 300ms --seeds 2 --workers 2',
    );
    expect(code).toBe(6);
    expect(result.bugs).toMatchObject([
      { signature: { property: 'watchdog: wall time' }, seeds: [1, 2], folder: null },
    ]);
  });

  it('names the seed whose run takes too much memory', async () => {
    const { result, code } = await hunted(
      'small.yaml --set run.chaos=50h --strategy random --heap 16m --seeds 1 --workers 1 --set workload.clients=60',
    );
    expect(code).toBe(6);
    expect(result.bugs).toMatchObject([
      { signature: { property: 'watchdog: out of memory' }, seeds: [1], folder: null },
    ]);
  });

  it.each([
    ['small.yaml --shard 4/3', 'it is i/n'],
    ['small.yaml --strategy wsarm', 'did you mean swarm?'],
    ['small.yaml --workers 0', 'from 1 to'],
    ['small.yaml --wall soon', '90s'],
    ['small.yaml --checks none', 'finds nothing'],
    ['small.yaml -x --max-bugs 3', 'exclude each other'],
    ['simple-1', "course's config"],
  ])('refuses %s and writes nothing', async (words, hint) => {
    const io = testIo({ cwd: folder });
    expect([await main(['hunt', ...words.split(' ')], io), io.err()]).toEqual([
      2,
      expect.stringContaining(hint),
    ]);
    expect(existsSync(join(folder, '.whitewater'))).toBe(false);
  });
});
