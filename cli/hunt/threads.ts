// Where the workers of a hunt come from: the built worker beside this file, or that of the package.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Spawn, type ThreadOptions, threads } from '../../hunt/pool/hand.ts';
import { packageRoot } from '../shipped.ts';

export type SpawnMaker = (options: Omit<ThreadOptions, 'file'>) => Spawn;

export const realThreads: SpawnMaker = (options) => threads({ ...options, file: workerFile() });

function workerFile(): URL {
  const beside = new URL('./worker.js', import.meta.url);
  if (existsSync(fileURLToPath(beside))) return beside;
  return pathToFileURL(join(packageRoot(), 'dist', 'bin', 'worker.js'));
}
