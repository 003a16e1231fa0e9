// A folder that is replaced as a whole: made beside its place, then put there. A process that dies on the way
// leaves the old one or the new one; which it was is settled when somebody looks the next time.

import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const partial = /^\.(new|old)-(\d+)-(.+)$/;

/** `fill` writes the files of the new folder. */
export function replaceFolder(parent: string, name: string, fill: (folder: string) => void): void {
  const made = join(parent, `.new-${process.pid}-${name}`);
  const away = join(parent, `.old-${process.pid}-${name}`);
  const place = join(parent, name);
  rmSync(made, { recursive: true, force: true });
  mkdirSync(made, { recursive: true });
  try {
    fill(made);
    if (existsSync(place)) renameSync(place, away);
    renameSync(made, place);
  } catch (error) {
    rmSync(made, { recursive: true, force: true });
    if (existsSync(away) && !existsSync(place)) renameSync(away, place);
    throw error;
  }
  rmSync(away, { recursive: true, force: true });
}

/** A file of a folder that is there; the others stay. */
export function replaceFile(folder: string, name: string, text: string): void {
  const made = join(folder, `.new-${process.pid}-${name}`);
  writeFileSync(made, text);
  renameSync(made, join(folder, name));
}

/** Folders by name, in alphabetical order; what a dead process left half done is put right first. */
export function foldersIn(parent: string): readonly string[] {
  if (!existsSync(parent)) return [];
  for (const found of readdirSync(parent)) {
    const [, kind, owner, name] = partial.exec(found) ?? [];
    if (name === undefined || isAlive(Number(owner))) continue;
    if (kind === 'old' && !existsSync(join(parent, name))) {
      renameSync(join(parent, found), join(parent, name));
    } else rmSync(join(parent, found), { recursive: true, force: true });
  }
  return readdirSync(parent, { withFileTypes: true })
    .filter((item) => item.isDirectory() && !item.name.startsWith('.'))
    .map((item) => item.name)
    .sort();
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
