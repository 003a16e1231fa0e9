// The file system as far as storage needs it, so that tests can fill it up, tear it and take its power away; and the
// machine's own.

import {
  closeSync,
  constants,
  fdatasync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  write,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A file that is only ever added to. Whatever fails throws, or rejects, an `Error` with a `code`. */
export interface OpenFile {
  readonly length: number;
  /** They survive a loss of power when it is done; when it has failed, any part of them may be there. */
  append(bytes: Uint8Array): Promise<void>;
  /** What was appended by others and cut before survives as well. */
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

/** Linux makes a write durable within the call, which saves a second one; elsewhere that reaches the disk's cache only. */
const syncsOnWrite = process.platform === 'linux';
const appending =
  constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | (syncsOnWrite ? constants.O_DSYNC : 0);

function writeSome(descriptor: number, bytes: Uint8Array, from: number): Promise<number> {
  return new Promise((resolve, reject) => {
    write(descriptor, bytes, from, bytes.length - from, null, (error, written) =>
      error === null ? resolve(written) : reject(error),
    );
  });
}

class MachineFile implements OpenFile {
  length: number;
  private readonly descriptor: number;

  constructor(path: string, flags: number) {
    this.descriptor = openSync(path, flags, modes.file);
    this.length = fstatSync(this.descriptor).size;
  }

  /** In a thread, so that a disk that is busy keeps nobody else waiting. */
  async append(bytes: Uint8Array): Promise<void> {
    let written = 0;
    while (written < bytes.length) written += await writeSome(this.descriptor, bytes, written);
    if (!syncsOnWrite) await this.sync();
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
  create: (path) => new MachineFile(path, appending | constants.O_TRUNC),
  open: (path) => new MachineFile(path, appending),
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
