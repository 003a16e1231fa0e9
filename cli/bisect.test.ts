// `git bisect run whitewater replay --bisect` over the history of a real repository.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'rolldown';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Case, planOf } from '../hunt/case.ts';
import { findingOf } from '../hunt/finding.ts';
import { keptText, recordedOf, scenarioOf } from '../hunt/store/kept-scenario.ts';
import { loadScenario } from '../scenarios/parse.ts';
import { knownNames } from '../sim/catalogue.ts';
import { run } from '../sim/run.ts';
import { shippedFile } from './shipped.ts';

const root = join(import.meta.dirname, '..');
// Inside of the package, where the command finds its scenarios; from the sources as they are now.
const bundle = join(root, 'node_modules', '.cache', `bisect-${process.pid}`);
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bisect-'));
  await build({
    input: join(root, 'cli/fixtures/changing-program.ts'),
    platform: 'node',
    output: { dir: bundle },
    logLevel: 'silent',
  });
});
afterAll(() => {
  rmSync(bundle, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
});

function git(...words: readonly string[]): string {
  return execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...words], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** The commits of a program: which mistakes of the protocol it has, or that it does not build at all. */
const commits: readonly (readonly [message: string, program: object])[] = [
  ['begins', { bugs: [] }],
  ['another file', { bugs: [], more: 1 }],
  ['does not build', { isBroken: true }],
  ['builds again', { bugs: [] }],
  ['counts replicas of older terms', { bugs: ['C01'] }],
  ['another change', { bugs: ['C01'], more: 1 }],
  ['and one more', { bugs: ['C01'], more: 2 }],
];

it('finds the commit that broke it, and skips one that does not build', () => {
  const scenario = loadScenario(shippedFile('figure-8')!, knownNames());
  const failing: Case = { scenario, seed: 1, bugs: ['C01'], scopes: null, overrides: {} };
  const recorded = recordedOf(findingOf(run(planOf(failing), 1)), { version: '0.1.0', revision: null });
  mkdirSync(join(folder, '.whitewater'));
  // The program has the mistake, not the scenario.
  const text = keptText(scenarioOf({ ...failing, bugs: [] }), recorded, []);
  writeFileSync(join(folder, '.whitewater', 'repro.yaml'), text.replace(/ *bugs: .*\n/, ''));
  git('init', '--quiet', '--initial-branch', 'main');
  writeFileSync(join(folder, '.gitignore'), '.whitewater/\n');
  for (const [message, program] of commits) {
    writeFileSync(join(folder, 'program.json'), JSON.stringify(program));
    git('add', '.');
    git('commit', '--quiet', '--message', message);
  }
  git('bisect', 'start', 'HEAD', `HEAD~${commits.length - 1}`);
  const words = ['node', join(bundle, 'changing-program.js'), 'replay', '--bisect', '.whitewater/repro.yaml'];
  const done = spawnSync('git', ['bisect', 'run', ...words], { cwd: folder, encoding: 'utf8' });
  expect(done.stdout).toContain('is the first bad commit');
  expect(done.stdout).toContain('counts replicas of older terms');
  expect(git('show', '--no-patch', '--format=%s', 'refs/bisect/bad').trim()).toBe(
    'counts replicas of older terms',
  );
  expect(done.status).toBe(0);
  // Asked whether or not bisect came by.
  git('bisect', 'reset');
  git('checkout', '--quiet', 'main~4');
  expect(spawnSync('node', words.slice(1), { cwd: folder }).status).toBe(125);
});
