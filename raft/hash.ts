// 32-bit hashes of plain data, for digests of replicated state: not cryptographic, same on every machine.

import type { JsonValue } from './state-machine.ts';

/** Folds an integer into a hash. */
export function foldNumber(hash: number, value: number): number {
  const low = Math.imul(hash ^ (value | 0), 0x01000193);
  const high = Math.floor(value / 0x1_0000_0000) | 0;
  return high === 0 || high === -1 ? low : Math.imul(low ^ high, 0x01000193);
}

/** Folds a text, unit by unit, so that hash(a + b) = fold(hash(a), b). */
export function foldText(hash: number, text: string): number {
  let folded = hash;
  for (let i = 0; i < text.length; i++) folded = Math.imul(folded ^ text.charCodeAt(i), 0x01000193);
  return folded;
}

/** Folds plain data: fields in the order in which they were built, so build them in one place. */
export function foldJson(hash: number, value: JsonValue): number {
  switch (typeof value) {
    case 'string':
      return foldText(foldNumber(hash, 1), value);
    case 'number':
      return Number.isSafeInteger(value) ? foldNumber(hash, value) : foldText(hash, `${value}`);
    case 'boolean':
      return foldNumber(hash, value ? 3 : 5);
    default:
      return value === null ? foldNumber(hash, 7) : foldFields(hash, value);
  }
}

function foldFields(hash: number, value: JsonValue & object): number {
  let folded = foldNumber(hash, 11);
  for (const field in value) {
    folded = foldText(folded, field);
    folded = foldJson(folded, (value as { readonly [field: string]: JsonValue })[field]!);
  }
  return folded;
}

/** Spreads a hash over all 32 bits, so that sums of many tell them apart (murmur3's finaliser). */
export function spread(hash: number): number {
  let word = hash;
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return (word ^ (word >>> 16)) | 0;
}

/** Where every hash begins (FNV-1a's offset). */
export const hashStart: number = 0x811c9dc5 | 0;
