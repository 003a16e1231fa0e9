// A 64-bit digest of everything that happened, folded word by word: two 32-bit lanes of
// multiply-and-rotate with different constants. Not cryptographic; it names a run.

/** The writing side of a digest, which is all that program kinds see of it. */
export interface DigestFold {
  /** Any safe integer. */
  fold(value: number): void;
  foldText(text: string): void;
}

export class Digest implements DigestFold {
  private low = 0x2545f491;
  private high = 0x6c8e9cf5;

  fold(value: number): void {
    const word = value | 0;
    this.mix(word);
    // Both halves of integers beyond 32 bits; the division is exact to the floor for safe integers.
    if (word !== value) this.mix(Math.floor(value / 0x1_0000_0000) | 0);
  }

  foldText(text: string): void {
    this.mix(text.length);
    for (let i = 0; i < text.length; i++) this.mix(text.charCodeAt(i));
  }

  private mix(word: number): void {
    let low = Math.imul(this.low ^ word, 0x9e3779b1);
    low = (low << 13) | (low >>> 19);
    let high = Math.imul(this.high ^ (word + 0x7f4a7c15), 0x85ebca77);
    high = (high << 17) | (high >>> 15);
    this.low = (low + high) | 0;
    this.high = (high ^ low) | 0;
  }

  /** The low lane alone, as an unsigned integer: enough to compare two runs event by event. */
  word(): number {
    return this.low >>> 0;
  }

  /** 53 bits of it. */
  safeInteger(): number {
    return (finish(this.high) & 0x1f_ffff) * 0x1_0000_0000 + (finish(this.low ^ this.high) >>> 0);
  }

  /** 16 hex digits. */
  hex(): string {
    return hex32(finish(this.high)) + hex32(finish(this.low ^ this.high));
  }
}

function finish(lane: number): number {
  let word = lane;
  word = Math.imul(word ^ (word >>> 16), 0x7feb352d);
  word = Math.imul(word ^ (word >>> 15), 0x846ca68b);
  return word ^ (word >>> 16);
}

function hex32(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
