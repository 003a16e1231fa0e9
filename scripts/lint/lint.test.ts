// Plants what a run must not use into copies of the guarded folders and sees it refused, with a
// message that says what to do instead; the same text outside of them passes.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');

/** What is planted, and a part of the advice that must come back. */
const planted: readonly (readonly [name: string, code: string, advice: string])[] = [
  ['dice', 'export const draw: number = Math.random();', 'Every draw has a named stream'],
  ['hidden-dice', "export const draw: number = Math['random']();", 'Name the function'],
  ['inexact', 'export const wave: number = Math.sin(1);', 'Its last bits differ between machines'],
  ['power', 'export const curve = (x: number): number => x ** 0.5;', 'Its last bits differ between machines'],
  ['locale', "export const order: number = 'a'.localeCompare('b');", "the machine's language"],
  ['wall-clock', 'export const now: number = Date.now();', 'host.now()'],
  ['new-date', 'export const now: Date = new Date();', 'host.now()'],
  ['stopwatch', 'export const now: number = performance.now();', 'host.now()'],
  ['environment', "export const home: unknown = process.env['HOME'];", 'code, scenario and seed alone'],
  ['timer', 'setTimeout(() => undefined, 1);', 'host.setAlarm(at)'],
  ['global', 'export const world: unknown = globalThis;', 'cannot hide behind it'],
  [
    'waiting',
    'export async function wait(x: unknown): Promise<void> {\n  await x;\n}',
    'A handler never waits',
  ],
  ['async', 'export const wait: unknown = [async (x: number) => x];', 'A handler never waits'],
  [
    'method',
    'export class Wait {\n  async on(x: number) {\n    return x;\n  }\n}',
    'async function lacks an await',
  ],
  ['disk', "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;", 'run without Node'],
  ['default', 'export default 1;', 'default export'],
  ['any', 'export const loose: any = 1;', 'noExplicitAny'],
];

let folder = '';

function place(path: string, code: string): void {
  writeFileSync(join(folder, path), `// Planted.\n${code}\n`);
}

/** What the lint says of these files, its exit code first. */
function findings(paths: readonly string[]): string {
  const outcome = spawnSync(process.execPath, [biome, 'lint', '--max-diagnostics=none', ...paths], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  expect(outcome.error).toBeUndefined();
  return `${outcome.status}\n${outcome.stdout}${outcome.stderr}`;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'planted-'));
  for (const name of ['raft', 'sim', 'cli']) mkdirSync(join(folder, name));
  cpSync(join(root, 'scripts/lint'), join(folder, 'scripts/lint'), { recursive: true });
  const settings = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8')) as {
    $schema?: string;
    vcs?: unknown;
  };
  // The copy is no checkout; all else stays as it is.
  delete settings.vcs;
  delete settings.$schema;
  writeFileSync(join(folder, 'biome.json'), JSON.stringify(settings));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the lint', () => {
  for (const [name, code, advice] of planted) {
    it(`refuses ${name} in raft/ and in sim/`, () => {
      const paths = [`raft/${name}.ts`, `sim/${name}.ts`];
      for (const path of paths) place(path, code);
      const said = findings(paths);
      expect(said.slice(0, 1), said).toBe('1');
      for (const path of paths) expect(said).toContain(path);
      expect(said.split(advice).length - 1, said).toBeGreaterThanOrEqual(paths.length);
    });
  }

  it('lets a command line read the clock and a test plant a die', () => {
    for (const path of ['cli/clock.ts', 'sim/planted.test.ts']) {
      place(path, 'export const noise: number = Math.random() + Date.now() + Math.sin(1);');
      expect(findings([path])).toMatch(/^0/);
    }
  });
});
