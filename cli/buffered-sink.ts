// Text in larger pieces: a write for each line of a long trace is most of the time it takes.

import type { Sink } from '../reports/reporter.ts';

const pieceCharacters = 1 << 16;

export class BufferedSink implements Sink {
  private readonly sink: Sink;
  private piece = '';

  constructor(sink: Sink) {
    this.sink = sink;
  }

  write(text: string): void {
    this.piece += text;
    if (this.piece.length >= pieceCharacters) this.flush();
  }

  flush(): void {
    if (this.piece !== '') this.sink.write(this.piece);
    this.piece = '';
  }
}
