// Reads EDN, the notation of Clojure's data, with the place of every value: as much of it as histories are
// written in. Tags are read over, so that records are maps.

export type Edn = { readonly at: number } & (
  | { readonly kind: 'nil' }
  /** Numbers, strings, keywords and the like: `text` is their one way of being written. */
  | {
      readonly kind: 'atom';
      readonly text: string;
      readonly type: 'string' | 'number' | 'keyword' | 'symbol';
    }
  | { readonly kind: 'list'; readonly items: readonly Edn[] }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [Edn, Edn])[] }
);

export class EdnError extends Error {
  override readonly name: string = 'EdnError';
  /** Characters from the beginning. */
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

const gap = /(?:[\s,]+|;[^\n]*)*/y;
const string = /"(?:[^"\\]|\\[\s\S])*"/y;
const token = /[^\s,;"()[\]{}]+/y;
const depthMax = 100;

/** Every value of the text, one after the other. */
export function* readEdn(text: string): Generator<Edn> {
  const reader = new EdnReader(text);
  for (;;) {
    const value = reader.next();
    if (value === null) return;
    yield value;
  }
}

class EdnReader {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Null at the end. */
  next(): Edn | null {
    for (;;) {
      this.skipGap();
      if (this.at >= this.text.length) return null;
      if (!this.discards()) return this.value(0);
    }
  }

  private value(depth: number): Edn {
    this.skipGap();
    const { at, text } = this;
    if (depth > depthMax) throw new EdnError(`nested more than ${depthMax} deep`, at);
    const character = text[at];
    if (character === undefined) throw new EdnError('a value was expected, and the file ends', at);
    switch (character) {
      case '"':
        return this.string(at);
      case '(':
        return { kind: 'list', items: this.items(')', at, depth), at };
      case '[':
        return { kind: 'list', items: this.items(']', at, depth), at };
      case '{':
        return { kind: 'map', entries: this.pairs(this.items('}', at, depth), at), at };
      case ')':
      case ']':
      case '}':
        throw new EdnError(`"${character}" closes nothing`, at);
      case '#':
        return this.tagged(at, depth);
      default:
        return this.atom(at);
    }
  }

  /** `#{…}` is a set, `#tag value` the value. */
  private tagged(at: number, depth: number): Edn {
    this.at++;
    if (this.text[this.at] === '{') return { kind: 'list', items: this.items('}', this.at, depth), at };
    const tag = this.match(token);
    if (tag === null) throw new EdnError('a tag was expected after "#"', at);
    if (tag.startsWith('#')) return this.symbolic(tag, at);
    return this.value(depth + 1);
  }

  /** `##Inf`, `##NaN`. */
  private symbolic(tag: string, at: number): Edn {
    return { kind: 'atom', type: 'number', text: `#${tag}`, at };
  }

  private items(end: string, from: number, depth: number): readonly Edn[] {
    this.at++;
    const items: Edn[] = [];
    for (;;) {
      this.skipGap();
      const character = this.text[this.at];
      if (character === undefined) throw new EdnError(`"${this.text[from]}" is never closed`, from);
      if (character === end) {
        this.at++;
        return items;
      }
      if (!this.discards()) items.push(this.value(depth + 1));
    }
  }

  private pairs(items: readonly Edn[], at: number): readonly (readonly [Edn, Edn])[] {
    if (items.length % 2 === 1) throw new EdnError('a key of this map has no value', at);
    const entries: (readonly [Edn, Edn])[] = [];
    for (let i = 0; i < items.length; i += 2) entries.push([items[i]!, items[i + 1]!]);
    return entries;
  }

  private string(at: number): Edn {
    const raw = this.match(string);
    if (raw === null) throw new EdnError('the string is never closed', at);
    return { kind: 'atom', type: 'string', text: unescaped(raw.slice(1, -1), at), at };
  }

  private atom(at: number): Edn {
    const text = this.match(token);
    if (text === null) throw new EdnError('a value was expected', at);
    if (text === 'nil') return { kind: 'nil', at };
    if (text === ':') throw new EdnError('a name was expected after ":"', at);
    if (text.startsWith(':')) return { kind: 'atom', type: 'keyword', text, at };
    if (/^[+-]?\d/.test(text)) return { kind: 'atom', type: 'number', text: number(text, at), at };
    return { kind: 'atom', type: 'symbol', text, at };
  }

  /** Skips `#_` and the value after it. */
  private discards(): boolean {
    if (!this.text.startsWith('#_', this.at)) return false;
    this.at += 2;
    this.value(0);
    return true;
  }

  private skipGap(): void {
    this.match(gap);
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found === null) return null;
    this.at = pattern.lastIndex;
    return found[0];
  }
}

/** 7, +7, 7N and 007 are not all EDN, but the first three are one number. */
function number(text: string, at: number): string {
  const whole = /^([+-]?)(\d+)N?$/.exec(text);
  if (whole !== null) return `${whole[1] === '-' && !/^0+$/.test(whole[2]!) ? '-' : ''}${BigInt(whole[2]!)}`;
  if (/^[+-]?\d+(\.\d*)?([eE][+-]?\d+)?M?$/.test(text)) return String(Number(text.replace(/M$/, '')));
  if (/^[+-]?\d+\/\d+$/.test(text)) return text;
  throw new EdnError(`"${text}" is no number`, at);
}

const escapes: { readonly [letter: string]: string } = {
  n: '\n',
  t: '\t',
  r: '\r',
  '"': '"',
  '\\': '\\',
  b: '\b',
  f: '\f',
};

function unescaped(raw: string, at: number): string {
  return raw.replace(/\\(u[\da-fA-F]{4}|[\s\S])/g, (_, code: string) => {
    if (code.length > 1) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    const character = escapes[code];
    if (character === undefined) throw new EdnError(`the string has an unknown escape "\\${code}"`, at);
    return character;
  });
}

/** A value as EDN again, in one way. */
export function printEdn(value: Edn): string {
  switch (value.kind) {
    case 'nil':
      return 'nil';
    case 'atom':
      return value.type === 'string' ? JSON.stringify(value.text) : value.text;
    case 'list':
      return `[${value.items.map(printEdn).join(' ')}]`;
    case 'map':
      return `{${value.entries
        .map(([key, each]) => `${printEdn(key)} ${printEdn(each)}`)
        .sort()
        .join(', ')}}`;
  }
}

/** What a map holds under `:name`. */
export function field(map: Edn, name: string): Edn | undefined {
  if (map.kind !== 'map') return undefined;
  return map.entries.find(
    ([key]) => key.kind === 'atom' && key.type === 'keyword' && key.text === `:${name}`,
  )?.[1];
}
