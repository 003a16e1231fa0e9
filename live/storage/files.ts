// The file system as far as storage needs it, so that tests can fill it up, tear it and take its power away; and the
// machine's own.

import {
  closeSync,
  fdatasync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A file that is only ever added to. Whatever fails throws, or rejects, an `Error` with a `code`. */
export interface OpenFile {
  readonly length: number;
  /** All of the bytes, or it throws; then any part of them may be there. */
  write(bytes: Uint8Array): void;
  /** What was written and cut before survives a loss of power. */
  sync(): Promise<void>;
  /** Cuts what is beyond. */
  cut(length: number): void;
  close(): void;
}

export interface Files {
  /** Names within the folder, in no order; null: there is no such folder. */
  list(folder: string): readonly string[] | null;
  /** Null: there is no such file. */
  read(path: string): Buffer | null;
  /** With the folders above it, for its owner's eyes only; nothing if it is there. */
  makeFolder(path: string): Promise<void>;
  /** A new, empty file in the place of any that is there. */
  create(path: string): OpenFile;
  open(path: string): OpenFile;
  /** In the place of any that is there, whole or not at all. */
  rename(from: string, to: string): void;
  /** What was created and renamed within the folder survives a loss of power. */
  syncFolder(path: string): Promise<void>;
}

/** For the owner of the process alone: what clients store is nobody else's business. */
const modes = { folder: 0o700, file: 0o600 } as const;

class MachineFile implements OpenFile {
  length: number;
  private readonly descriptor: number;

  constructor(path: string, flags: string) {
    this.descriptor = openSync(path, flags, modes.file);
    this.length = fstatSync(this.descriptor).size;
  }

  /** Into the page cache, which is quicker than to ask a thread for it. */
  write(bytes: Uint8Array): void {
    let written = 0;
    while (written < bytes.length) written += writeSync(this.descriptor, bytes, written);
    this.length += bytes.length;
  }

  sync(): Promise<void> {
    return new Promise((resolve, reject) => {
      fdatasync(this.descriptor, (error) => (error === null ? resolve() : reject(error)));
    });
  }

  cut(length: number): void {
    ftruncateSync(this.descriptor, length);
    this.length = length;
  }

  close(): void {
    closeSync(this.descriptor);
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

export const machineFiles: Files = {
  list: (folder) => absentAsNull(() => readdirSync(folder)),
  read: (path) => absentAsNull(() => readFileSync(path)),
  async makeFolder(path) {
    const first = mkdirSync(path, { recursive: true, mode: modes.folder });
    if (first === undefined) return;
    for (let made = path; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made));
  },
  create: (path) => new MachineFile(path, 'w'),
  open: (path) => new MachineFile(path, 'a'),
  rename: renameSync,
  syncFolder,
};

function absentAsNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
