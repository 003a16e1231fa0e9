// Where a text stops being JSON: what the engine itself says about that differs from version to version.

const space = /[ \t\r\n]*/y;
const word = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them in strings.
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;

/** Deeper is no trace and no history. */
const depthMax = 200;

/** The offset of the first character that is not JSON; null where all of it is. */
export function jsonMistake(text: string): number | null {
  const scanner = new Scanner(text);
  if (!scanner.value(0)) return scanner.at;
  scanner.skip(space);
  return scanner.at === text.length ? null : scanner.at;
}

class Scanner {
  at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** False: `at` is where it went wrong. */
  value(depth: number): boolean {
    this.skip(space);
    const next = this.text[this.at];
    if (depth > depthMax) return false;
    if (next === '{') return this.list('}', depth, true);
    if (next === '[') return this.list(']', depth, false);
    return this.skip(next === '"' ? string : word);
  }

  /** True where something matched. */
  skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    if (!pattern.test(this.text)) return false;
    const isLonger = pattern.lastIndex > this.at;
    this.at = pattern.lastIndex;
    return isLonger;
  }

  private list(end: string, depth: number, isObject: boolean): boolean {
    this.at++;
    if (this.takes(end)) return true;
    for (;;) {
      if (isObject) {
        this.skip(space);
        if (!this.skip(string) || !this.takes(':')) return false;
      }
      if (!this.value(depth + 1)) return false;
      if (this.takes(end)) return true;
      if (!this.takes(',')) return false;
    }
  }

  private takes(character: string): boolean {
    this.skip(space);
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }
}
