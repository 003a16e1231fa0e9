// The text of a scenario as data, and back from a path in the data to its place in the text.

import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import type { Span } from './problem.ts';

export type Path = readonly (string | number)[];

/** What keeps a text from being data at all. */
export interface TextMistake {
  readonly span: Span;
  readonly message: string;
}

export interface ScenarioDocument {
  readonly data: unknown;
  /** What is wrong with the text, though it is data all the same. */
  readonly mistakes: readonly TextMistake[];
  /** The place of the value at this path, or of the innermost thing around it that is there. */
  spanOfValue(path: Path): Span;
  /** The place of the key that the path ends in. */
  spanOfKey(path: Path): Span;
  /** Whether the path ends in a word of a `{ … }` that has no colon: often the rest of a text with a comma. */
  isBare(path: Path): boolean;
  /** Where the text of a scalar begins: after its quote, if it has one; null when it is not one line of plain text. */
  textStart(path: Path): number | null;
}

const depthMax = 50;
const aliasesMax = 50;
/** About 2,000 faults; reading takes some microseconds for each. */
const tokensMax = 60_000;
/** Of data with aliases; without them the tokens bound it. */
const nodesMax = 60_000;

/** Reads YAML 1.2, of which JSON is a part. */
export function readDocument(text: string): ScenarioDocument | { readonly mistakes: readonly TextMistake[] } {
  const size = forbiddenCharacter(text) ?? tooLarge(text);
  if (size !== null) return { mistakes: [size] };
  const document = parseDocument(text, {
    version: '1.2',
    prettyErrors: false,
    merge: false,
    logLevel: 'error',
  });
  const errors = document.errors.map(syntaxMistake);
  // The same key twice leaves data to look at; whatever else is wrong leaves none that can be trusted.
  if (document.errors.some(({ code }) => code !== 'DUPLICATE_KEY')) return { mistakes: errors };
  const strange = strangeNodes(document);
  if (strange.aliases > aliasesMax || strange.isOpaque) return { mistakes: strange.mistakes };
  let data: unknown;
  try {
    data = document.toJS({ maxAliasCount: aliasesMax });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return {
      mistakes: [{ span: { start: 0, end: 1 }, message: `the aliases cannot be resolved: ${error.message}` }],
    };
  }
  if (strange.aliases > 0 && sizeOf(data, nodesMax) > nodesMax) {
    return {
      mistakes: [
        { span: { start: 0, end: 1 }, message: 'too long or too deep for a scenario, its aliases resolved' },
      ],
    };
  }
  return located(document, data, [...errors, ...strange.mistakes]);
}

/** YAML knows no control characters but tabs and ends of lines; a file that holds others is no text. */
function forbiddenCharacter(text: string): TextMistake | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  const start = text.search(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/);
  if (start < 0) return null;
  const code = text.charCodeAt(start).toString(16).toUpperCase().padStart(4, '0');
  return {
    span: { start, end: start + 1 },
    message: `a control character (U+${code}) has no place in a scenario`,
  };
}

/**
 * Values in it, each as often as it is reached; counts no further than needed to know that they are too many. What
 * lies deeper than anything may counts as endless: an alias within what it stands for is.
 */
function sizeOf(data: unknown, most: number, depth = 0): number {
  if (typeof data !== 'object' || data === null) return 1;
  if (depth > depthMax) return Number.POSITIVE_INFINITY;
  let size = 1;
  for (const value of Object.values(data)) {
    size += sizeOf(value, most - size, depth + 1);
    if (size > most) break;
  }
  return size;
}

function syntaxMistake(error: {
  readonly code: string;
  readonly pos: readonly number[];
  readonly message: string;
}): TextMistake {
  const [start = 0, end = start + 1] = error.pos;
  const span = { start, end };
  switch (error.code) {
    case 'DUPLICATE_KEY':
      return { span, message: 'this key is there twice in the same mapping' };
    case 'BLOCK_AS_IMPLICIT_KEY':
      return { span, message: 'a text that holds a colon and a space needs quotes' };
    case 'MULTIPLE_DOCS':
      return { span, message: 'one scenario a file: a second document begins here' };
    case 'TAB_AS_INDENT':
      return { span, message: 'YAML is indented by spaces, not by tabs' };
    default:
      return { span, message: `not YAML: ${error.message.split('\n')[0]}` };
  }
}

/** Before anything recursive reads the text: how long it is and how deep its lists and mappings nest, by its tokens alone. */
function tooLarge(text: string): TextMistake | null {
  const indents: number[] = [];
  let flow = 0;
  let tokens = 0;
  let offset = 0;
  let column = 0;
  let isIndent = true;
  for (const token of new Lexer().lex(text)) {
    if (++tokens > tokensMax) {
      return {
        span: { start: offset, end: offset + 1 },
        message: 'too long for a scenario: it is read up to here',
      };
    }
    const first = token[0];
    if (first === '[' || first === '{') flow++;
    else if (first === ']' || first === '}') flow = Math.max(0, flow - 1);
    const isBlank = first === ' ' || first === '\n' || first === '\r' || first === '#';
    const isCompact = token === '-' || token === '?';
    // Control tokens of the lexer (scalar and document marks) take no room in the text.
    const isMark = first === '\u0002' || first === '\u0018' || first === '\u001f' || first === '\ufeff';
    if (!isBlank && !isMark && flow === 0 && (isIndent || isCompact)) {
      while (indents.length > 0 && indents[indents.length - 1]! > column) indents.pop();
      if (indents[indents.length - 1] !== column) indents.push(column);
    }
    if (indents.length + flow > depthMax) {
      return { span: { start: offset, end: offset + 1 }, message: `nested deeper than ${depthMax} levels` };
    }
    if (isMark) continue;
    offset += token.length;
    const newline = token.lastIndexOf('\n');
    column = newline < 0 ? column + token.length : token.length - newline - 1;
    isIndent = newline >= 0 || (isIndent && isBlank) || isCompact;
  }
  return null;
}

interface Strange {
  readonly aliases: number;
  readonly mistakes: readonly TextMistake[];
  /** Whether some of it cannot be read as data. */
  readonly isOpaque: boolean;
}

/** What YAML has and the language has not: tags, merge keys, keys that are no words, aliases without end. */
function strangeNodes(document: Document): Strange {
  const mistakes: TextMistake[] = [];
  let aliases = 0;
  let isOpaque = false;
  const mistake = (node: Node, message: string): void => {
    mistakes.push({ span: spanOf(node) ?? { start: 0, end: 1 }, message });
  };
  visit(document, {
    Alias(_key, node) {
      if (++aliases <= aliasesMax) return undefined;
      mistakes.length = 0;
      mistake(node, `more than ${aliasesMax} aliases in one file`);
      return visit.BREAK;
    },
    Pair(_key, { key }) {
      if (!isNode(key)) return;
      if (!isScalar(key) || key.value === null) {
        mistake(key, 'a key is a word');
        isOpaque = true;
      } else if (key.value === '<<' && key.type === 'PLAIN') {
        mistake(key, 'YAML 1.2 has no merge keys: write the keys out, or use `extends`');
        isOpaque = true;
      }
    },
    Value(_key, { tag, range }) {
      if (tag === undefined || range === undefined || range === null) return;
      const [start, end] = range;
      mistakes.push({ span: { start, end }, message: `a value has no tag here, such as ${shownTag(tag)}` });
      isOpaque = true;
    },
  });
  return { aliases, mistakes, isOpaque };
}

function shownTag(tag: string): string {
  return tag.replace('tag:yaml.org,2002:', '!!').slice(0, 40);
}

function spanOf(node: Node): Span | null {
  const range = node.range;
  return range === undefined || range === null ? null : { start: range[0], end: range[1] };
}

interface Found {
  readonly key: Span;
  readonly value: Span;
  readonly node: Node | null;
  readonly isBare: boolean;
}

function located(document: Document, data: unknown, mistakes: readonly TextMistake[]): ScenarioDocument {
  const whole: Span = { start: 0, end: 1 };
  const find = (path: Path): Found => {
    let node: unknown = document.contents;
    let isBare = false;
    let value = isNode(node) ? (spanOf(node) ?? whole) : whole;
    let key = value;
    for (const step of path) {
      const inner = child(resolved(node, document), step);
      if (inner === null) return { key, value, node: null, isBare: false };
      isBare = inner.isBare;
      key = inner.key ?? value;
      value = isNode(inner.value) ? (spanOf(inner.value) ?? key) : key;
      // An empty value has no text of its own: point at its key.
      if (value.start === value.end) value = key;
      if (inner.key === null) key = value;
      node = inner.value;
    }
    return { key, value, node: isNode(node) ? node : null, isBare };
  };
  return {
    data,
    mistakes,
    spanOfValue: (path) => find(path).value,
    spanOfKey: (path) => find(path).key,
    isBare: (path) => find(path).isBare,
    textStart: (path) => {
      const { node, value } = find(path);
      if (!isScalar(node)) return null;
      if (node.type === 'PLAIN') return value.start;
      return node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE' ? value.start + 1 : null;
    },
  };
}

function resolved(node: unknown, document: Document): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}

interface Child {
  readonly key: Span | null;
  readonly value: unknown;
  readonly isBare: boolean;
}

function child(node: unknown, step: string | number): Child | null {
  if (isSeq(node)) {
    const item = typeof step === 'number' ? node.items[step] : undefined;
    return item === undefined ? null : { key: null, value: isPair(item) ? item.value : item, isBare: false };
  }
  if (!isMap(node)) return null;
  for (const { key, value } of node.items) {
    const word = isScalar(key) ? String(key.value) : String(key);
    if (word !== String(step) || !isNode(key)) continue;
    return { key: spanOf(key), value, isBare: node.flow === true && value === null };
  }
  return null;
}
