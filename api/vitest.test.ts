// The matchers and the tests that `scenario.each` makes, those that fail in a vitest of their own.

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { simulate } from './simulate.ts';
import { scenario } from './vitest.ts';

const root = join(import.meta.dirname, '..');
const figure8 = join(root, 'scenarios', 'library', 'figure-8.yaml');

describe('matchers', () => {
  const good = simulate(figure8);
  const bad = simulate(figure8, { bugs: ['C01'], scopes: ['end-to-end'] });

  it('tell runs that hold from those that do not', () => {
    expect(good).toHold();
    expect(bad).not.toHold();
    expect(() => expect(bad).toHold()).toThrow('FAIL figure-8');
    expect(() => expect(good).not.toHold()).toThrow('figure-8, seed 1 holds, and should not');
    expect(() => expect(3).toHold()).toThrow('toHold() wants a run of simulate()');
  });

  it('judge histories', () => {
    expect(good.history).toBeLinearizable();
    expect(() => expect('x').toBeLinearizable()).toThrow('wants the history of a run');
  });
});

describe('scenario.each', () => {
  scenario.each([figure8], { seeds: 3 })('%s holds');
});

describe('a test that fails', () => {
  it('names the seeds and how to see them again', async () => {
    const folder = mkdtempSync(join(root, 'node_modules', '.failing-'));
    try {
      const text = `import { scenario } from ${JSON.stringify(join(root, 'api', 'vitest.ts'))};
scenario.each([${JSON.stringify(figure8)}], { seeds: [4, 9, 12], bugs: ['C01'] })('every %s');
`;
      writeFileSync(join(folder, 'failing.test.ts'), text);
      const shown = await runVitest(folder);
      expect(shown).toContain('seeds      4, 9, 12 failed, of 3 tried');
      expect(shown).toContain("again      WHITEWATER_SEED=4 npx vitest run -t 'every figure-8'");
      expect(shown).toMatch(/or {9}npx whitewater run \S*figure-8\.yaml --seed 4 --bug C01/);
      expect(await runVitest(folder, '9')).toContain('9 failed, of 1 tried');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

/** What a vitest of its own prints. */
function runVitest(folder: string, seed = ''): Promise<string> {
  const program = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const env = { ...process.env, WHITEWATER_SEED: seed, NO_COLOR: '1' };
  return new Promise((done) => {
    execFile(process.execPath, [program, 'run', '--root', folder], { env }, (_, stdout, stderr) => {
      done(stdout + stderr);
    });
  });
}
