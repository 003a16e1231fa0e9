// The build that runs here: the package's version, and the revision of the git repository one is in.

import { spawnSync } from 'node:child_process';
import type { Build } from '../hunt/store/build.ts';
import { version } from './version.ts';

/** Outside of a repository, or without git, there is no revision. */
export function buildHere(cwd: string): Build {
  const words = ['describe', '--always', '--dirty', '--abbrev=7', '--exclude=*'];
  const { status, stdout } = spawnSync('git', words, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const revision = status === 0 ? stdout.trim() : '';
  return { version, revision: revision === '' ? null : revision };
}
