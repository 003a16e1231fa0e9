// Sources as one file of JavaScript, for what has to run outside of the test process: fresh, whatever dist/ holds.

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

const root = join(import.meta.dirname, '../..');

export interface Bundle {
  /** The entry's JavaScript. */
  readonly file: string;
  remove(): void;
}

/** Inside of the package, so that what looks for the package's own files finds them. */
export async function bundle(entry: string): Promise<Bundle> {
  const cache = join(root, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'bundle-'));
  const build = await rolldown({ input: join(root, entry), platform: 'node', logLevel: 'silent' });
  const { output } = await build.write({ dir: folder, format: 'esm' });
  await build.close();
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  return { file: join(folder, output[0].fileName), remove };
}
