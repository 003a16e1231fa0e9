// A file that appears whole or not at all: written beside its place, then renamed into it. What is no plain
// file (a device, a pipe) is written to as it is, for a rename would put a plain file in its stead.

import { closeSync, openSync, realpathSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Sink } from '../reports/reporter.ts';
import { BadInput } from './bad-input.ts';
import { reasonOf } from './reason.ts';

const bufferCharacters = 1 << 16;

/** Files that are neither in their place nor given up: they go when the process ends early. */
const begun: Set<AtomicFile> = new Set();

/** For a process that has to end now. */
export function discardAll(): void {
  for (const file of begun) file.discard();
}

export class AtomicFile implements Sink {
  /** Where it comes to be: absolute, without symbolic links. */
  readonly path: string;
  private readonly given: string;
  /** Null: written to directly. */
  private readonly temporary: string | null;
  private readonly descriptor: number;
  private buffer = '';

  /** Fails at once where the file could not be written later, or where another one is being written. */
  constructor(path: string, cwd: string) {
    this.given = path;
    this.path = this.attempt(() => placeOf(resolve(cwd, path)));
    const old = this.attempt(() => statSync(this.path, { throwIfNoEntry: false }));
    if (old?.isDirectory() === true) throw new BadInput(`${path} is a folder`, 'name a file to write to');
    const isPlain = old === undefined || old.isFile();
    if (isPlain && [...begun].some((file) => file.path === this.path)) {
      throw new BadInput(`two outputs would go to ${path}`, 'give each its own file');
    }
    this.temporary = isPlain ? `${this.path}.${process.pid}.part` : null;
    this.descriptor = this.attempt(() => openSync(this.temporary ?? this.path, 'w'));
    begun.add(this);
  }

  write(text: string): void {
    this.buffer += text;
    if (this.buffer.length >= bufferCharacters) this.flush();
  }

  /** Puts the file into its place. */
  commit(): void {
    this.flush();
    begun.delete(this);
    this.attempt(() => closeSync(this.descriptor));
    const { temporary } = this;
    if (temporary !== null) this.attempt(() => renameSync(temporary, this.path));
  }

  /** Leaves no trace of it; nothing where it is in its place already. */
  discard(): void {
    if (!begun.delete(this)) return;
    closeSync(this.descriptor);
    if (this.temporary !== null) rmSync(this.temporary, { force: true });
  }

  /** What is no text. */
  writeBytes(bytes: Uint8Array): void {
    this.flush();
    this.put(bytes);
  }

  private flush(): void {
    const bytes = Buffer.from(this.buffer, 'utf8');
    this.buffer = '';
    this.put(bytes);
  }

  private put(bytes: Uint8Array): void {
    let written = 0;
    while (written < bytes.length) {
      written += this.attempt(() => writeSync(this.descriptor, bytes, written));
    }
  }

  private attempt<Result>(action: () => Result): Result {
    try {
      return action();
    } catch (error) {
      throw new BadInput(`cannot write ${this.given}`, reasonOf(error));
    }
  }
}

/** A link keeps pointing where it points: its target is what is written. */
function placeOf(path: string): string {
  const old = statSync(path, { throwIfNoEntry: false });
  // The link of a shell's pipe (/dev/stdout, /dev/fd/63) leads to no path at all.
  if (old !== undefined) return old.isFile() || old.isDirectory() ? realpathSync(path) : path;
  return join(realpathSync(dirname(path)), basename(path));
}
