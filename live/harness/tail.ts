// The end of what a process writes, however much that is.

const bytesMax = 16_384;

export class Tail {
  private kept: Buffer = Buffer.alloc(0);
  private isCut = false;

  write(bytes: Uint8Array): void {
    const all = Buffer.concat([this.kept, bytes]);
    if (all.length > bytesMax) this.isCut = true;
    this.kept = all.subarray(-bytesMax);
  }

  /** Whole lines, unless there is but one. */
  text(): string {
    const text = this.kept.toString('utf8').trimEnd();
    const start = this.isCut ? text.indexOf('\n') + 1 : 0;
    return text.slice(start);
  }
}
