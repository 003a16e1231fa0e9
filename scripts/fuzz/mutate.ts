// Shipped files turned into files that nobody would write: bytes, words, nodes and values changed by a seed's dice.

import {
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  type Scalar,
  visit,
} from 'yaml';
import type { Random } from './random.ts';

/** Values at the limits of something, or of another kind than any. */
const values: readonly string[] = [
  '0',
  '-1',
  '1',
  '2.5',
  '1e9',
  '1e400',
  '.inf',
  '.nan',
  '9007199254740993',
  '0x7fffffff',
  'null',
  '~',
  'true',
  'no',
  '""',
  '"\\0"',
  '0s',
  '1us',
  '0.1us',
  '999h',
  '1000h',
  '1001h',
  '-5ms',
  '5',
  '5 ms',
  '0%',
  '100%',
  '101%',
  '1e-9%',
  '900000ppm',
  '-900001ppm',
  '1B',
  '1000000MB',
  '0MB/s',
  '[]',
  '{}',
  '[[]]',
  '{ pick: [] }',
  '{ pick: [1, 2] }',
  '{ pick: { uniform: [1, 64] } }',
  '{ pick: { uniform: [0s, 1000h] } }',
  '{ uniform: [0s, 0s] }',
  '{ exp: { mean: 1us } }',
  '{ lognormal: { median: 1us, p99: 1000h } }',
  '{ choice: [0s, 1000h] }',
  'leader',
  'all',
  'rest',
  '$old',
  'any(all - n1)',
  'majority(minority(all))',
  'all - all',
  '[n1, n1]',
  'n64',
  '">= 0"',
  '"!= 3"',
  '__proto__',
  'constructor',
  '*a',
  '&a 1',
  '!!str 1',
  '!x y',
  '<<',
  "'",
  '\ud800',
  '\u2028',
  '𝒳',
  'end',
  'c1',
  'AppendEntries',
];

const words: readonly string[] = [
  '{',
  '}',
  '[',
  ']',
  ':',
  ': ',
  ',',
  '- ',
  '\n',
  '\n  ',
  '? ',
  '# ',
  '&a ',
  '*a',
  '!!map ',
  '|',
  '>',
  '"',
  "'",
  '\t',
  '%',
  '---\n',
  '...\n',
  '\u0000',
  '\ufeff',
  '\r',
  'version: 2\n',
  'faults:',
  'do: ',
  'at: ',
  'every: ',
  'nodes: ',
  'extends: ',
  'swarm: { omit: 100% }\n',
  'pick: ',
  'expect:',
  'run: { chaos: 1us, settle: 0s }\n',
];

/** One to four changes, each of one kind. Bytes that are no UTF-8 may come of it. */
export function mutate(text: string, other: string, random: Random): Buffer {
  let bytes: Buffer = Buffer.from(text);
  const changes = 1 + random.below(1 + random.below(4));
  for (let i = 0; i < changes; i++) {
    switch (random.below(4)) {
      case 0:
        bytes = changedBytes(bytes, random);
        break;
      case 1:
        bytes = Buffer.from(changedWords(bytes.toString(), other, random));
        break;
      default:
        bytes = Buffer.from(changedNodes(bytes.toString(), other, random));
    }
  }
  return bytes;
}

function changedBytes(bytes: Buffer, random: Random): Buffer {
  const at = random.below(bytes.length + 1);
  const length = random.below(random.below(10) === 0 ? 200 : 4);
  const put = Buffer.from(Array.from({ length: random.below(4) }, () => random.below(256)));
  return Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + length)]);
}

function changedWords(text: string, other: string, random: Random): string {
  const tokens = text.match(/\w+|\s+|[^\w\s]/g) ?? [];
  const at = random.below(tokens.length + 1);
  const more = other.match(/\w+|\s+|[^\w\s]/g) ?? [];
  const from = random.below(more.length);
  const put = [
    () => [random.of(words)],
    () => [random.of(values)],
    () => more.slice(from, from + 1 + random.below(30)),
    () => Array<string>(random.below(300)).fill(random.of(words)),
    () => tokens.slice(at, at + random.below(60)),
  ];
  tokens.splice(at, random.below(4), ...random.of(put)());
  return tokens.join('');
}

/** What a file has to give to others, by its text. */
const gifts: Map<string, readonly unknown[]> = new Map();

function giftsOf(text: string): readonly unknown[] {
  const kept = gifts.get(text);
  if (kept !== undefined) return kept;
  const found: unknown[] = [];
  const keep = (node: unknown): void => void found.push(node);
  visit(parseDocument(text, { logLevel: 'silent' }), {
    Pair: (_key, node) => keep(node),
    Collection: (_key, node) => keep(node),
    Scalar: (_key, node) => keep(node),
  });
  gifts.set(text, found);
  return found;
}

/** `5ms` and `20ms` are alike, and `n1` and `n2`. */
function shapeOf(value: unknown): string {
  return `${typeof value} ${String(value).replaceAll(/\d+(\.\d+)?/g, '9')}`;
}

/** Keeps the text YAML, if it was. */
function changedNodes(text: string, other: string, random: Random): string {
  const document = parseDocument(text, { logLevel: 'silent' });
  if (document.errors.length > 0 || !isCollection(document.contents))
    return changedWords(text, other, random);
  const scalars: Scalar[] = [];
  const collections: Node[] = [];
  visit(document, {
    Scalar: (key, node) => {
      if (key !== 'key' || random.below(20) === 0) scalars.push(node);
    },
    Collection: (_key, node) => void collections.push(node),
  });
  const collection = random.of(collections);
  const given = giftsOf(other);
  switch (random.below(6)) {
    case 0:
      if (isCollection(collection)) collection.items.splice(random.below(collection.items.length), 1);
      break;
    case 1: {
      const gift = random.of(given);
      if (isSeq(collection)) collection.items.push(isPair(gift) ? gift.value : gift);
      else if (isMap(collection) && isPair(gift)) collection.items.push(gift);
      break;
    }
    case 2:
      if (scalars.length > 0) random.of(scalars).value = dataOf(random.of(values));
      break;
    default: {
      const scalar = scalars.length === 0 ? null : random.of(scalars);
      const shape = shapeOf(scalar?.value);
      const alike = given.filter((gift) => isScalar(gift) && shapeOf(gift.value) === shape);
      const gift = random.of(alike.length === 0 ? given : alike);
      if (scalar !== null) scalar.value = isScalar(gift) ? gift.value : gift;
    }
  }
  return safely(
    () => document.toString(),
    () => changedWords(text, other, random),
  );
}

/** As data, where it is some. */
function dataOf(text: string): unknown {
  return safely(
    () => parseDocument(text, { logLevel: 'silent' }).toJS() as unknown,
    () => text,
  );
}

/** Some changes make documents that cannot be printed or read; those are made another way. */
function safely<T>(first: () => T, instead: () => T): T {
  try {
    return first();
  } catch {
    return instead();
  }
}
