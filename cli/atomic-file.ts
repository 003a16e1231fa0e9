// A file that appears whole or not at all: written beside its place, then renamed into it.

import { closeSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Sink } from '../reports/reporter.ts';
import { BadInput } from './bad-input.ts';

const bufferCharacters = 1 << 16;

export class AtomicFile implements Sink {
  readonly path: string;
  private readonly temporary: string;
  private readonly descriptor: number;
  private buffer = '';

  /** Fails at once where the file could not be written later. */
  constructor(path: string, cwd: string) {
    this.path = resolve(cwd, path);
    this.temporary = `${this.path}.${process.pid}.part`;
    if (statSync(this.path, { throwIfNoEntry: false })?.isDirectory() === true) {
      throw new BadInput(`${path} is a folder`, 'name a file to write to');
    }
    try {
      this.descriptor = openSync(this.temporary, 'w');
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new BadInput(`cannot write ${path}`, `in ${dirname(this.path)}: ${reason}`);
    }
  }

  write(text: string): void {
    this.buffer += text;
    if (this.buffer.length >= bufferCharacters) this.flush();
  }

  /** Puts the file into its place. */
  commit(): void {
    this.flush();
    closeSync(this.descriptor);
    renameSync(this.temporary, this.path);
  }

  /** Leaves no trace of it. */
  discard(): void {
    closeSync(this.descriptor);
    rmSync(this.temporary, { force: true });
  }

  private flush(): void {
    const bytes = Buffer.from(this.buffer, 'utf8');
    this.buffer = '';
    let written = 0;
    while (written < bytes.length) written += writeSync(this.descriptor, bytes, written);
  }
}
