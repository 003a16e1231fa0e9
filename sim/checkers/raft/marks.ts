// Yes or no by index, as a log grows and shrinks: a byte each, which the collector never looks at.

const initialLength = 1024;

export class Marks {
  private bytes: Uint8Array = new Uint8Array(initialLength);

  at(index: number): boolean {
    return this.bytes[index] === 1;
  }

  set(index: number, isMarked: boolean): void {
    if (index >= this.bytes.length) this.grow();
    this.bytes[index] = isMarked ? 1 : 0;
  }

  copyFrom(other: Marks): void {
    this.bytes = other.bytes.slice();
  }

  private grow(): void {
    const wide = new Uint8Array(this.bytes.length * 2);
    wide.set(this.bytes);
    this.bytes = wide;
  }
}
