// How the values of a key fall apart into what single calls wrote. Once there are appends, every text
// written has to begin with one mark that it holds nowhere else, so that no value has two readings.

export class Pieces {
  /** Empty while nobody appends: then every value is one piece. */
  private mark = '';

  get isMarked(): boolean {
    return this.mark !== '';
  }

  /** The first append decides on the mark. False when one of the texts so far does not keep to it. */
  begin(token: string, texts: Iterable<string>): boolean {
    this.mark = token.slice(0, 1);
    for (const text of texts) if (!this.isPiece(text)) return false;
    return this.isPiece(token);
  }

  /** Whether the text can be told apart wherever it stands. */
  isPiece(text: string): boolean {
    return this.mark === '' || (text.startsWith(this.mark) && !text.includes(this.mark, 1));
  }

  /** What was written last into this value. */
  last(value: string): string {
    if (this.mark === '') return value;
    const from = value.lastIndexOf(this.mark);
    return from <= 0 ? value : value.slice(from);
  }
}
