// The grammar of selectors: `any(followers - $old)`. Names stay names; who they are is a matter of the cluster.

export type SelectorSyntax =
  /** A role or a node. */
  | { readonly kind: 'name'; readonly name: string; readonly offset: number }
  | { readonly kind: 'bound'; readonly name: string; readonly offset: number }
  | { readonly kind: 'some'; readonly count: 'any' | 'minority' | 'majority'; readonly of: SelectorSyntax }
  | { readonly kind: 'minus'; readonly of: SelectorSyntax; readonly without: SelectorSyntax }
  | { readonly kind: 'union'; readonly of: readonly SelectorSyntax[] };

export type ParsedSelector =
  | { readonly syntax: SelectorSyntax }
  | { readonly mistake: string; readonly offset: number; readonly length: number };

export type SelectorRole = 'leader' | 'old-leader' | 'followers' | 'candidates' | 'all' | 'rest';
export const roles: readonly SelectorRole[] = [
  'leader',
  'old-leader',
  'followers',
  'candidates',
  'all',
  'rest',
];
export const counts: readonly ('any' | 'minority' | 'majority')[] = ['any', 'minority', 'majority'];

interface Token {
  readonly text: string;
  readonly offset: number;
}

/** Deeper than anyone reads. */
const depthMax = 20;
const lengthMax = 2000;

export function parseSelector(text: string): ParsedSelector {
  if (text.length > lengthMax) {
    return { mistake: `longer than ${lengthMax} characters`, offset: 0, length: lengthMax };
  }
  const reader = new Reader(text);
  try {
    return { syntax: reader.whole() };
  } catch (error) {
    if (error instanceof SelectorMistake) return error.found;
    throw error;
  }
}

class SelectorMistake extends Error {
  readonly found: { readonly mistake: string; readonly offset: number; readonly length: number };

  constructor(mistake: string, offset: number, length: number) {
    super(mistake);
    this.found = { mistake, offset, length };
  }
}

class Reader {
  private readonly tokens: Token[] = [];
  private readonly text: string;
  private position = 0;
  private depth = 0;

  constructor(text: string) {
    this.text = text;
    for (const match of text.matchAll(/\$?[A-Za-z][A-Za-z0-9_-]*|[(),-]|\S/g)) {
      this.tokens.push({ text: match[0], offset: match.index });
    }
  }

  whole(): SelectorSyntax {
    const syntax = this.difference();
    const left = this.tokens[this.position];
    if (left !== undefined) {
      throw new SelectorMistake(`"${left.text}" is not expected here`, left.offset, left.text.length);
    }
    return syntax;
  }

  private difference(): SelectorSyntax {
    if (++this.depth > depthMax) throw new SelectorMistake('nested too deeply', 0, this.text.length);
    let of = this.atom();
    while (this.tokens[this.position]?.text === '-') {
      this.position++;
      of = { kind: 'minus', of, without: this.atom() };
    }
    this.depth--;
    return of;
  }

  private atom(): SelectorSyntax {
    const token = this.tokens[this.position++];
    if (token === undefined) {
      throw new SelectorMistake('expected nodes, such as n1, leader or any(followers)', 0, this.text.length);
    }
    const { text, offset } = token;
    if (text === '(') {
      this.position--;
      return this.group();
    }
    if (/^\$[A-Za-z]/.test(text)) return { kind: 'bound', name: text.slice(1), offset };
    if (!/^[A-Za-z]/.test(text)) {
      throw new SelectorMistake(`expected nodes, got "${text}"`, offset, text.length);
    }
    if (this.tokens[this.position]?.text !== '(') return { kind: 'name', name: text, offset };
    const count = counts.find((known) => known === text);
    if (count === undefined) {
      throw new SelectorMistake(
        `"${text}(…)" is not known; there are any(…), minority(…) and majority(…)`,
        offset,
        text.length,
      );
    }
    return { kind: 'some', count, of: this.inParentheses(token) };
  }

  private group(): SelectorSyntax {
    if (++this.depth > depthMax) throw new SelectorMistake('nested too deeply', 0, this.text.length);
    const { offset } = this.tokens[this.position]!;
    const of = this.inParentheses({ text: '', offset });
    this.depth--;
    return of;
  }

  private inParentheses(opener: Token): SelectorSyntax {
    this.position++;
    const of = [this.difference()];
    while (this.tokens[this.position]?.text === ',') {
      this.position++;
      of.push(this.difference());
    }
    if (this.tokens[this.position]?.text !== ')') {
      throw new SelectorMistake(`"${opener.text}(" is not closed`, opener.offset, opener.text.length + 1);
    }
    this.position++;
    return of.length === 1 ? of[0]! : { kind: 'union', of };
  }
}

/** Every name and bound name in it, in order. */
export function namesIn(syntax: SelectorSyntax): readonly (SelectorSyntax & { kind: 'name' | 'bound' })[] {
  switch (syntax.kind) {
    case 'name':
    case 'bound':
      return [syntax];
    case 'some':
      return namesIn(syntax.of);
    case 'minus':
      return [...namesIn(syntax.of), ...namesIn(syntax.without)];
    case 'union':
      return syntax.of.flatMap(namesIn);
  }
}
