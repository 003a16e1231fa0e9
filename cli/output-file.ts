// A file to write text to, compressed where its name ends in `.gz`.

import { gzipSync } from 'node:zlib';
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

const pieceCharacters = 1 << 20;

/** In pieces that are compressed each for itself, as the format allows: no run is too long for the memory. */
class GzipFile implements OutputFile {
  private readonly file: AtomicFile;
  private piece = '';

  constructor(file: AtomicFile) {
    this.file = file;
  }

  write(text: string): void {
    this.piece += text;
    if (this.piece.length >= pieceCharacters) this.flush();
  }

  commit(): void {
    if (this.piece !== '') this.flush();
    this.file.commit();
  }

  discard(): void {
    this.file.discard();
  }

  private flush(): void {
    this.file.writeBytes(gzipSync(this.piece));
    this.piece = '';
  }
}
