// The scenarios that come with the package, known by name from any folder.

import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Library } from '../scenarios/parse.ts';

/** The nearest folder above this file that holds a package; both the sources and the build are inside it. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`no package.json above ${fileURLToPath(import.meta.url)}`);
    folder = parent;
  }
  return folder;
}

function courseFolder(): string {
  return join(packageRoot(), 'scenarios', 'course');
}

function libraryFolder(): string {
  return join(packageRoot(), 'scenarios', 'library');
}

/** In alphabetical order. */
export function shippedNames(): readonly string[] {
  return readdirSync(libraryFolder())
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort();
}

/** The file of a shipped scenario; null where the word is no name of one. */
export function shippedFile(name: string): string | null {
  if (!/^[\w-]+$/.test(name)) return null;
  const path = join(libraryFolder(), `${name}.yaml`);
  return existsSync(path) ? path : null;
}

/** The course's config files that come with the package, in alphabetical order. */
export function shippedCourse(): readonly string[] {
  return readdirSync(courseFolder())
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();
}

/** The file of one of them; null where the word is no name of one. */
export function shippedCourseFile(name: string): string | null {
  if (!/^[\w-]+$/.test(name)) return null;
  const path = join(courseFolder(), `${name}.json`);
  return existsSync(path) ? path : null;
}

/** The shipped scenarios as `extends` sees them. */
export const shippedLibrary: Library = { names: shippedNames, file: shippedPath };

function shippedPath(name: string): string | null {
  const path = shippedFile(name);
  return path === null ? null : relative(process.cwd(), path);
}
