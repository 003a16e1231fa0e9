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
  /** The place of the value at this path, or of the innermost thing around it that is there. */
  spanOfValue(path: Path): Span;
  /** The place of the key that the path ends in. */
  spanOfKey(path: Path): Span;
  /** Where the text of a scalar begins: after its quote, if it has one; null when it is not one line of plain text. */
  textStart(path: Path): number | null;
}

const depthMax = 50;
const aliasesMax = 50;
/** About 2,000 faults; reading takes some microseconds for each. */
const tokensMax = 60_000;

/** Reads YAML 1.2, of which JSON is a part. */
export function readDocument(text: string): ScenarioDocument | { readonly mistakes: readonly TextMistake[] } {
  const size = tooLarge(text);
  if (size !== null) return { mistakes: [size] };
  const document = parseDocument(text, {
    version: '1.2',
    prettyErrors: false,
    merge: false,
    logLevel: 'error',
  });
  if (document.errors.length > 0) return { mistakes: document.errors.map(syntaxMistake) };
  const aliases = tooManyAliases(document);
  if (aliases !== null) return { mistakes: [aliases] };
  let data: unknown;
  try {
    data = document.toJS({ maxAliasCount: aliasesMax });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return {
      mistakes: [{ span: { start: 0, end: 1 }, message: `the aliases cannot be resolved: ${error.message}` }],
    };
  }
  return located(document, data);
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

function tooManyAliases(document: Document): TextMistake | null {
  let count = 0;
  let found: TextMistake | null = null;
  visit(document, {
    Alias(_key, node) {
      if (++count <= aliasesMax) return undefined;
      found = {
        span: spanOf(node) ?? { start: 0, end: 1 },
        message: `more than ${aliasesMax} aliases in one file`,
      };
      return visit.BREAK;
    },
  });
  return found;
}

function spanOf(node: Node): Span | null {
  const range = node.range;
  return range === undefined || range === null ? null : { start: range[0], end: range[1] };
}

function located(document: Document, data: unknown): ScenarioDocument {
  const whole: Span = { start: 0, end: 1 };
  const find = (path: Path): { readonly key: Span; readonly value: Span; readonly node: Node | null } => {
    let node: unknown = document.contents;
    let value = isNode(node) ? (spanOf(node) ?? whole) : whole;
    let key = value;
    for (const step of path) {
      const inner = child(resolved(node, document), step);
      if (inner === null) return { key, value, node: null };
      key = inner.key ?? value;
      value = isNode(inner.value) ? (spanOf(inner.value) ?? key) : key;
      // An empty value has no text of its own: point at its key.
      if (value.start === value.end) value = key;
      if (inner.key === null) key = value;
      node = inner.value;
    }
    return { key, value, node: isNode(node) ? node : null };
  };
  return {
    data,
    spanOfValue: (path) => find(path).value,
    spanOfKey: (path) => find(path).key,
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

function child(
  node: unknown,
  step: string | number,
): { readonly key: Span | null; readonly value: unknown } | null {
  if (isSeq(node)) {
    const item = typeof step === 'number' ? node.items[step] : undefined;
    return item === undefined ? null : { key: null, value: isPair(item) ? item.value : item };
  }
  if (!isMap(node)) return null;
  for (const pair of node.items) {
    const key = isScalar(pair.key) ? String(pair.key.value) : String(pair.key);
    if (key === String(step) && isNode(pair.key)) return { key: spanOf(pair.key), value: pair.value };
  }
  return null;
}
