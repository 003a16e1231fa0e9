// Reads numbers and texts from bytes that nobody vouches for: every claim is checked against what is there.

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** 2^53 - 1 takes eight bytes; the eighth holds four bits of it. */
const varintBytesMax = 8;

/** The bytes are not what an encoder makes. */
export class CodecError extends Error {
  override readonly name = 'CodecError';
}

export class ByteReader {
  private readonly buffer: Uint8Array;
  private position = 0;

  constructor(buffer: Uint8Array) {
    this.buffer = buffer;
  }

  /** Bytes not yet read. */
  get left(): number {
    return this.buffer.length - this.position;
  }

  /** Nothing may follow. */
  end(): void {
    if (this.left > 0) throw new CodecError(`${this.left} bytes too many`);
  }

  byte(): number {
    const byte = this.buffer[this.position];
    if (byte === undefined) throw new CodecError('ends too early');
    this.position++;
    return byte;
  }

  boolean(): boolean {
    const byte = this.byte();
    if (byte > 1) throw new CodecError(`${byte} is neither true nor false`);
    return byte === 1;
  }

  number(): number {
    let value = 0;
    let weight = 1;
    for (let read = 1; read <= varintBytesMax; read++) {
      const byte = this.byte();
      value += (byte & 127) * weight;
      weight *= 128;
      if (byte >= 128) continue;
      // One way to write each number, so that equal messages are equal bytes.
      if (byte === 0 && read > 1) throw new CodecError('a number longer than it need be');
      if (!Number.isSafeInteger(value)) throw new CodecError('a number above 2^53 - 1');
      return value;
    }
    throw new CodecError('a number above 2^53 - 1');
  }

  text(): string {
    const length = this.number();
    if (length > this.left) throw new CodecError(`a text of ${length} bytes, ${this.left} are left`);
    const encoded = this.buffer.subarray(this.position, this.position + length);
    this.position += length;
    try {
      return decoder.decode(encoded);
    } catch {
      throw new CodecError('a text that is not UTF-8');
    }
  }
}
