// The folder of a bug by the word for it: its path, its name, or its id.

import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Bug, BugFileError, readBug } from '../hunt/store/bug-file.ts';
import { foldersIn } from '../hunt/store/folder-swap.ts';
import { BadInput } from './bad-input.ts';
import { didYouMean } from './did-you-mean.ts';
import { reasonOf } from './reason.ts';

/** Where bugs are kept, from the folder one is in. */
export const keptFolder = '.whitewater';

/** Null: the word is for something else. As short as it can be said from here. */
export function bugFolderOf(word: string, cwd: string): string | null {
  if (word.trim() === '') return null;
  const path = resolve(cwd, word);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) {
    return existsSync(join(path, 'bug.json')) ? word.replace(/\/+$/, '') : null;
  }
  if (existsSync(path) || !/^[\w-]+$/.test(word)) return null;
  const found = bugNames(cwd).filter((name) => name === word || idOf(name) === word);
  if (found.length > 1) {
    throw new BadInput(`there are ${found.length} bugs "${word}"`, `name one of them: ${found.join(', ')}`);
  }
  return found.length === 0 ? null : join(keptFolder, 'bugs', found[0]!);
}

export function bugNames(cwd: string): readonly string[] {
  return foldersIn(resolve(cwd, keptFolder, 'bugs'));
}

/** For a word that is none: the nearest one. */
export function nearestBug(word: string, cwd: string): string | null {
  const names = bugNames(cwd);
  return didYouMean(word, [...names, ...names.map(idOf)]);
}

export function loadBug(folder: string, cwd: string): Bug {
  const path = join(folder, 'bug.json');
  try {
    return readBug(readFileSync(resolve(cwd, path), 'utf8'));
  } catch (error) {
    if (error instanceof BugFileError) throw new BadInput(`${path}: ${error.message}`);
    throw new BadInput(`cannot read ${path}`, reasonOf(error));
  }
}

/** `7c1e` of `figure-8-7c1e`. */
function idOf(name: string): string {
  return /-([0-9a-f]{4}(-\d+)?)$/.exec(name)?.[1] ?? name;
}
