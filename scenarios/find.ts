// Which files the arguments of a command mean: files, folders, and patterns that no shell has expanded.

import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** An argument that names nothing. */
export class NothingFound extends Error {
  readonly argument: string;

  constructor(argument: string, message: string) {
    super(message);
    this.name = 'NothingFound';
    this.argument = argument;
  }
}

/** A folder that the system does not let one look into. */
export class UnreadableFolder extends Error {
  readonly folder: string;

  constructor(folder: string, cause: unknown) {
    super(`cannot read ${folder}`, { cause });
    this.name = 'UnreadableFolder';
    this.folder = folder;
  }
}

/**
 * The files, each once, as paths in the style of the arguments: those of one folder or pattern sorted,
 * arguments in their order. Folders and `**` are searched to the bottom, but not what is hidden or
 * installed. Throws NothingFound for an argument that names nothing, UnreadableFolder for what is closed.
 */
export function findScenarios(args: readonly string[], cwd: string): readonly string[] {
  return [...new Set(args.flatMap((argument) => expand(argument.replaceAll('\\', '/'), cwd)))];
}

function expand(argument: string, cwd: string): readonly string[] {
  // An empty variable of a shell: the folder one is in is called `.`.
  if (argument.trim() === '') throw new NothingFound(argument, 'an empty word names no file');
  const kind = kindOf(resolve(cwd, argument));
  if (kind === 'file') return [argument];
  if (kind === 'folder') {
    const found = filesBelow(argument, cwd).filter((path) => /\.ya?ml$/.test(path));
    if (found.length > 0) return found;
    throw new NothingFound(argument, `${argument}: no scenario in this folder (*.yaml, *.yml)`);
  }
  if (!/[*?{]/.test(argument)) throw new NothingFound(argument, `${argument}: no such file or folder`);
  const pattern = patternOf(argument);
  const found = filesBelow(rootOf(argument), cwd).filter((path) => pattern.test(path));
  if (found.length > 0) return found;
  throw new NothingFound(argument, `${argument}: no file matches`);
}

function kindOf(path: string): 'file' | 'folder' | null {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file';
  } catch {
    // Not there, or not to be reached (a link to itself, a path through a file).
    return null;
  }
}

/** Sorted by their characters, the same on every machine. */
function filesBelow(folder: string, cwd: string): readonly string[] {
  const found: string[] = [];
  const waiting = [folder];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (kindOf(resolve(cwd, next)) !== 'folder') continue;
    for (const entry of entriesOf(next, cwd)) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const path = join(next, entry.name).replaceAll('\\', '/');
      if (entry.isDirectory()) waiting.push(path);
      else found.push(path);
    }
  }
  return found.sort((one, other) => (one < other ? -1 : Number(one > other)));
}

function entriesOf(folder: string, cwd: string): readonly Dirent[] {
  try {
    return readdirSync(resolve(cwd, folder), { withFileTypes: true });
  } catch (error) {
    throw new UnreadableFolder(folder, error);
  }
}

/** The folders of a pattern before its first sign. */
function rootOf(pattern: string): string {
  const parts = pattern.split('/');
  const fixed = parts.slice(
    0,
    parts.findIndex((part) => /[*?{]/.test(part)),
  );
  if (fixed.length === 0) return '.';
  return fixed.join('/') || '/';
}

/** `*` and `?` within a name, `**` over folders, `{one,other}`. */
function patternOf(pattern: string): RegExp {
  const tidy = join(pattern).replaceAll('\\', '/');
  let isIn = false;
  const source = tidy.replaceAll(/\*\*\/|\*\*|\*|\?|[{},]|[.+^$()|[\]\\]/g, (sign) => {
    switch (sign) {
      case '**/':
        return '(?:.*/)?';
      case '**':
        return '.*';
      case '*':
        return '[^/]*';
      case '?':
        return '[^/]';
      case '{':
        isIn = true;
        return '(?:';
      case '}':
        isIn = false;
        return ')';
      case ',':
        return isIn ? '|' : ',';
      default:
        return `\\${sign}`;
    }
  });
  return new RegExp(`^${source}$`);
}
