// The values of a key as small integers, so that engines compare and hash numbers. 0 is "nothing".

/** The number of "the key holds nothing". */
export const nothing = 0;

export class Values {
  private readonly numbers: Map<string, number> = new Map();
  private readonly texts: (string | null)[] = [null];
  private readonly appended: Map<number, number> = new Map();

  of(text: string | null): number {
    if (text === null) return nothing;
    let number = this.numbers.get(text);
    if (number === undefined) {
      number = this.texts.length;
      this.numbers.set(text, number);
      this.texts.push(text);
    }
    return number;
  }

  text(value: number): string | null {
    return this.texts[value]!;
  }

  /** What `value` becomes when `token` is appended to it. */
  append(value: number, token: number): number {
    const pair = value * 0x400_0000 + token;
    let result = this.appended.get(pair);
    if (result === undefined) {
      result = this.of((this.texts[value] ?? '') + this.texts[token]);
      this.appended.set(pair, result);
    }
    return result;
  }

  /** `value` without `token` at its end; -1 where it does not end so. */
  without(value: number, token: number): number {
    const text = this.texts[value];
    const end = this.texts[token];
    if (text === null || text === undefined || !text.endsWith(end!)) return -1;
    return this.of(text.slice(0, text.length - end!.length));
  }
}
