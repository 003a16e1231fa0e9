// The command on hostile files and words: a clear refusal, in little memory, and never a crash or a hang.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bundle, bundle } from './bundle.ts';
import { hostile } from './hostile.ts';

const residentMax = 200_000;
/**
 * Tells the largest memory that the process had, in kB, as the last line of stderr. What `resourceUsage` says
 * begins with the memory of the parent process.
 */
const telling = `import { readFileSync } from 'node:fs';
process.on('exit', () => {
  try {
    console.error(/VmHWM:\\s*(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
  } catch {
    console.error(Math.round(process.memoryUsage().rss / 1024));
  }
});`;
const told = `data:text/javascript,${encodeURIComponent(telling)}`;

let command: Bundle;
let folder: string;
beforeAll(async () => {
  command = await bundle('cli/main.ts');
  folder = mkdtempSync(join(tmpdir(), 'whitewater-'));
  for (const [name, [content]] of Object.entries(hostile)) writeFileSync(join(folder, name), content);
  execFileSync('mkfifo', [join(folder, 'pipe.yaml')]);
  mkdirSync(join(folder, 'folder.yaml'));
  symlinkSync('/dev/zero', join(folder, 'zeros-for-ever.yaml'));
});
afterAll(() => {
  command.remove();
  rmSync(folder, { recursive: true });
});

interface Told {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
  /** kB. */
  readonly resident: number;
}

function whitewater(...words: readonly string[]): Told {
  const args = ['--import', told, command.file, ...words];
  const done = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', timeout: 60_000 });
  const lines = done.stderr.trimEnd().split('\n');
  return {
    status: done.status,
    out: done.stdout,
    err: lines.slice(0, -1).join('\n'),
    resident: Number(lines.at(-1)),
  };
}

/** A command for each file would mostly start Node; one for all of them keeps what the collector has yet to free. */
function batchesOf(names: readonly string[], size: number): readonly (readonly string[])[] {
  const count = Math.ceil(names.length / size);
  return Array.from({ length: count }, (_, batch) => names.slice(batch * size, (batch + 1) * size));
}

describe('hostile files', () => {
  const batches = batchesOf(Object.keys(hostile), 5);

  it.each(batches.map((names) => [names.join(' '), names] as const))(
    '%s: a sentence, within 200 MB',
    (_, names) => {
      const { status, out, err, resident } = whitewater('validate', ...names);
      expect([status, err]).toEqual([2, '']);
      expect(resident).toBeLessThan(residentMax);
      const blocks = out.split('\n\n');
      for (const name of names) {
        const refusal = hostile[name]![1];
        const own = blocks.filter((block) => block.startsWith(`${name}:`));
        expect(
          own.some((block) => block.includes(refusal)),
          `${name}: ${own[0] ?? 'is accepted'}`,
        ).toBe(true);
        for (const block of own) expect(block.length).toBeLessThan(2000);
      }
      expect(out).not.toContain('\u0000');
    },
  );

  it('are not run either', () => {
    const { status, out, resident } = whitewater('run', 'every-us.yaml', 'clients.yaml', 'bomb.yaml');
    expect([status, out]).toEqual([2, '']);
    expect(resident).toBeLessThan(residentMax);
  });
});

describe('hostile words', () => {
  it.each([
    ['a pipe', ['run', 'pipe.yaml'], 'pipe.yaml:1:1  error  this is a pipe, not a file'],
    ['a device', ['run', '/dev/zero'], 'error  this is a device, not a file'],
    ['a link to a device', ['validate', 'zeros-for-ever.yaml'], 'error  this is a device, not a file'],
    [
      'a deep assignment',
      ['run', 'nodes.yaml', '--set', `a${'.a'.repeat(9000)}=1`],
      'a key lies at most 20 deep',
    ],
    [
      'a nested assignment',
      ['explain', 'nodes.yaml', '--set', `tags=${'['.repeat(90_000)}`],
      'nested deeper than',
    ],
    [
      'an assignment to the prototype',
      ['run', 'nodes.yaml', '--set', '__proto__.x=1'],
      'unknown key "__proto__"',
    ],
  ])('%s', (_, words, refusal) => {
    const { status, out, err, resident } = whitewater(...words);
    expect(status).toBe(2);
    expect(`${out}${err}`).toContain(refusal);
    expect(resident).toBeLessThan(residentMax);
  });
});
