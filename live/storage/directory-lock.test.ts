// A directory has one holder: also while that is stopped, however it dies, and whoever comes at the same time.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lockDirectory } from './directory-lock.ts';

let folder: string;
let child: ChildProcess | null = null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
});

afterEach(() => {
  child?.kill('SIGKILL');
  child = null;
  rmSync(folder, { recursive: true, force: true });
});

/** A process that listens as a holder does, and nothing else. */
async function holder(): Promise<ChildProcess> {
  const path = join(folder, 'lock-00112233445566ff');
  const code = `require('net').createServer((s) => s.end(String(process.pid))).listen(${JSON.stringify(path)}, () => console.log('held'))`;
  child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout!, 'data');
  return child;
}

it('is held until it is released, and leaves nothing behind', async () => {
  const lock = await lockDirectory(folder);
  await expect(lockDirectory(folder)).rejects.toThrow(
    `${folder} is in use by another server, process ${process.pid}`,
  );
  await lock.release();
  expect(readdirSync(folder)).toEqual([]);
  await (await lockDirectory(folder)).release();
});

it('outlasts a stop, and ends with a process that is killed', async () => {
  const process = await holder();
  await expect(lockDirectory(folder)).rejects.toThrow(`in use by another server, process ${process.pid}`);
  process.kill('SIGSTOP');
  await expect(lockDirectory(folder)).rejects.toThrow('in use by another server');
  process.kill('SIGKILL');
  await once(process, 'exit');
  // What it left behind is known to be nobody's.
  expect(readdirSync(folder)).toHaveLength(1);
  const lock = await lockDirectory(folder);
  expect(readdirSync(folder)).toHaveLength(1);
  await lock.release();
});

it('is never held by two that come at the same time', async () => {
  for (let round = 0; round < 20; round++) {
    const tries = await Promise.allSettled(Array.from({ length: 4 }, () => lockDirectory(folder)));
    const held = tries.filter((each) => each.status === 'fulfilled');
    expect(held.length).toBeLessThanOrEqual(1);
    for (const each of held) await each.value.release();
  }
  await (await lockDirectory(folder)).release();
});

it('knows no path that is too long', async () => {
  const deep = join(folder, 'x'.repeat(90), 'y'.repeat(90));
  mkdirSync(deep, { recursive: true });
  const lock = await lockDirectory(deep);
  await expect(lockDirectory(deep)).rejects.toThrow('in use');
  await lock.release();
  expect(readdirSync(deep)).toEqual([]);
});
