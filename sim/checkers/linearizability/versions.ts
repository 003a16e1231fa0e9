// What a key held from which log index on, as far back as anybody who waits may still be told.

export class Versions {
  private indices: number[] = [0];
  private values: (string | null)[] = [null];
  private longAt = 64;

  latest(): string | null {
    return this.values[this.values.length - 1]!;
  }

  add(index: number, value: string | null): void {
    this.indices.push(index);
    this.values.push(value);
  }

  /** The least index from `after` on at which the key held `value`; -1: none. */
  firstIndexOf(value: string | null, after: number): number {
    const { indices, values } = this;
    let found = -1;
    for (let i = indices.length - 1; i >= 0; i--) {
      if (values[i] === value) found = Math.max(after, indices[i]!);
      if (indices[i]! <= after) break;
    }
    return found;
  }

  isLong(): boolean {
    return this.indices.length >= this.longAt;
  }

  /** Forgets what was overwritten at or before `index`. */
  forgetBefore(index: number): void {
    let from = 0;
    while (from + 1 < this.indices.length && this.indices[from + 1]! <= index) from++;
    this.indices = this.indices.slice(from);
    this.values = this.values.slice(from);
    this.longAt = 2 * this.indices.length + 64;
  }
}
