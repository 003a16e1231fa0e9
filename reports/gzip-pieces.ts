// Text compressed in pieces, each for itself, as the format of gzip allows: nothing is too long for the memory.

import { gzipSync } from 'node:zlib';
import type { Sink } from './reporter.ts';

const pieceCharacters = 1 << 20;

export class GzipPieces implements Sink {
  private readonly put: (bytes: Uint8Array) => void;
  private piece = '';

  constructor(put: (bytes: Uint8Array) => void) {
    this.put = put;
  }

  write(text: string): void {
    this.piece += text;
    if (this.piece.length >= pieceCharacters) this.flush();
  }

  end(): void {
    if (this.piece !== '') this.flush();
  }

  private flush(): void {
    const bytes = gzipSync(this.piece);
    this.piece = '';
    this.put(bytes);
  }
}
