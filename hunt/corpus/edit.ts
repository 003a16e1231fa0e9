// A scenario's text with some of its keys changed; comments and layout of the rest stay.

import { parseDocument } from 'yaml';

export interface KeyChange {
  readonly path: readonly string[];
  /** Undefined: the key goes. */
  readonly value: unknown;
}

export function withKeys(text: string, changes: readonly KeyChange[]): string {
  const document = parseDocument(text, { version: '1.2' });
  for (const { path, value } of changes) {
    if (value === undefined) document.deleteIn(path);
    else document.setIn(path, typeof value === 'object' ? document.createNode(value, { flow: true }) : value);
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}
