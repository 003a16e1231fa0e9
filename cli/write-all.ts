// Several new files at once: all of them appear, or none, and nothing that is there is ever touched.

import { linkSync, lstatSync, mkdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { BadInput } from './bad-input.ts';
import { reasonOf } from './reason.ts';

export interface NewFile {
  /** From the folder that they all go to. */
  readonly path: string;
  readonly text: string;
}

/** Refuses what is there already, by name. */
export function writeAll(folder: string, files: readonly NewFile[], shown: string): void {
  const taken = files.filter(({ path }) => isThere(join(folder, path)));
  if (taken.length > 0) throw new BadInput(takenText(taken, shown), 'move them away, or name another folder');
  const undo: (() => void)[] = [];
  try {
    const waiting = files.map(({ path, text }) => {
      const place = join(folder, path);
      makeFolders(dirname(place), undo);
      const temporary = `${place}.${process.pid}.part`;
      writeFileSync(temporary, text, { flag: 'wx' });
      undo.push(() => rmSync(temporary, { force: true }));
      return { place, temporary };
    });
    for (const { place, temporary } of waiting) {
      // A link, unlike a rename, fails where something has come to be meanwhile.
      linkSync(temporary, place);
      undo.push(() => rmSync(place, { force: true }));
    }
    for (const { temporary } of waiting) rmSync(temporary);
  } catch (error) {
    for (const step of undo.reverse()) step();
    throw new BadInput(`cannot write to ${shown}`, reasonOf(error));
  }
}

function takenText(taken: readonly NewFile[], shown: string): string {
  const names = taken.map(({ path }) => `  ${shown === '.' ? path : join(shown, path)}`);
  return `nothing was written: ${taken.length === 1 ? 'this file is' : 'these files are'} there already\n${names.join('\n')}`;
}

function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    // Not there, or below what is no folder, of which writing will tell.
    return false;
  }
}

/** Those that are missing, from the top down. */
function makeFolders(folder: string, undo: (() => void)[]): void {
  const missing: string[] = [];
  for (let each = resolve(folder); !isThere(each); each = dirname(each)) missing.push(each);
  for (const each of missing.reverse()) {
    mkdirSync(each);
    undo.push(() => rmdirSync(each));
  }
}
