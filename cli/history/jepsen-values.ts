// What Jepsen's values are to the model of one key: texts, where nothing is null. Values that are appended to
// are strings or vectors, and are joined as such.

import { type Edn, printEdn } from './edn.ts';

/** How the values of one key are written as text. */
export type Encoding =
  | { readonly kind: 'opaque' }
  /** Where "" is nothing: what is appended to it makes no difference. */
  | { readonly kind: 'strings' }
  | { readonly kind: 'vectors' };

/** After each element of a vector; no printed value holds it. */
export const elementEnd = '\u0000';

export function isString(value: Edn): boolean {
  return value.kind === 'atom' && value.type === 'string';
}

/** Null: nothing. Undefined: the encoding has no such value. */
export function encoded(value: Edn, encoding: Encoding): string | null | undefined {
  if (value.kind === 'nil') return null;
  switch (encoding.kind) {
    case 'opaque':
      return printEdn(value);
    case 'strings':
      if (value.kind !== 'atom' || value.type !== 'string') return undefined;
      return value.text === '' ? null : value.text;
    case 'vectors':
      if (value.kind !== 'list') return undefined;
      return value.items.length === 0 ? null : value.items.map(element).join('');
  }
}

/** What an append adds. */
export function appended(value: Edn, encoding: Encoding): string {
  return encoding.kind === 'strings' && value.kind === 'atom' ? value.text : element(value);
}

function element(value: Edn): string {
  return printEdn(value) + elementEnd;
}
