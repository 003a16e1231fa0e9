// A file to write text to, compressed where its name ends in `.gz`.

import { GzipPieces } from '../reports/gzip-pieces.ts';
import type { Sink } from '../reports/reporter.ts';
import { AtomicFile } from './atomic-file.ts';

export interface OutputFile extends Sink {
  /** Puts the file into its place. */
  commit(): void;
  discard(): void;
}

export function openOutput(path: string, cwd: string): OutputFile {
  const file = new AtomicFile(path, cwd);
  return path.endsWith('.gz') ? new GzipFile(file) : file;
}

/** All of them, or none: what was begun before is given up. */
export function openOutputs(
  paths: readonly (string | null)[],
  cwd: string,
  discard: () => void,
): readonly (OutputFile | null)[] {
  const opened: (OutputFile | null)[] = [];
  try {
    for (const path of paths) opened.push(path === null ? null : openOutput(path, cwd));
    return opened;
  } catch (error) {
    discard();
    for (const file of opened) file?.discard();
    throw error;
  }
}

class GzipFile implements OutputFile {
  private readonly file: AtomicFile;
  private readonly pieces: GzipPieces;

  constructor(file: AtomicFile) {
    this.file = file;
    this.pieces = new GzipPieces((bytes) => file.writeBytes(bytes));
  }

  write(text: string): void {
    this.pieces.write(text);
  }

  commit(): void {
    this.pieces.end();
    this.file.commit();
  }

  discard(): void {
    this.file.discard();
  }
}
