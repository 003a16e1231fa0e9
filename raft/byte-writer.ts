// Writes numbers and texts into bytes; grows when the first guess of the size was too small.

const encoder = new TextEncoder();

export class ByteWriter {
  private buffer: Uint8Array;
  private length = 0;

  /** `bytes`: the expected size. */
  constructor(bytes: number) {
    this.buffer = new Uint8Array(Math.max(bytes, 16));
  }

  bytes(): Uint8Array {
    return this.buffer.subarray(0, this.length);
  }

  byte(value: number): void {
    this.reserve(1);
    this.buffer[this.length++] = value;
  }

  boolean(value: boolean): void {
    this.byte(value ? 1 : 0);
  }

  /** A safe integer from 0: its low seven bits first, the top bit set on all bytes but the last. */
  number(value: number): void {
    if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${value} cannot be encoded`);
    let rest = value;
    while (rest >= 128) {
      this.byte((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    this.byte(rest);
  }

  /** UTF-8 after its length in bytes. */
  text(value: string): void {
    const encoded = encoder.encode(value);
    this.number(encoded.length);
    this.reserve(encoded.length);
    this.buffer.set(encoded, this.length);
    this.length += encoded.length;
  }

  private reserve(bytes: number): void {
    if (this.length + bytes <= this.buffer.length) return;
    const larger = new Uint8Array(Math.max(this.buffer.length * 2, this.length + bytes));
    larger.set(this.buffer);
    this.buffer = larger;
  }
}
