// The example of a project of one's own, as its owner would try it: the packed package installed into a copy of
// examples/own-replica/ in an empty folder, then its tests and its types.

import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'own-replica-'));

function npm(cwd, ...words) {
  execFileSync('npm', [...words, '--no-audit', '--no-fund'], {
    cwd,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

try {
  npm(root, 'pack', '--ignore-scripts', '--silent', '--pack-destination', folder);
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  const project = join(folder, 'project');
  cpSync(join(root, 'examples', 'own-replica'), project, { recursive: true });
  npm(project, 'install', '--silent', join(folder, tarball));
  npm(project, 'test');
  npm(project, 'run', 'types');
  process.stdout.write('the example of a replica of one’s own: installed, tested, types checked\n');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
