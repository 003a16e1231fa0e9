// What may come out of the course's network, one JSON object a datagram, told apart from what may not.

import { isId } from './arguments.ts';
import type { Letter } from './message-json.ts';

export type Incoming =
  | { readonly kind: 'get'; readonly client: string; readonly mid: string; readonly key: string }
  | {
      readonly kind: 'put';
      readonly client: string;
      readonly mid: string;
      readonly key: string;
      readonly value: string;
    }
  /** Of any other type: between replicas. */
  | { readonly kind: 'letter'; readonly from: string; readonly letter: Letter };

/** Null for what nobody who keeps to the protocol has sent. */
export function incomingFrom(bytes: Uint8Array): Incoming | null {
  let message: unknown;
  try {
    message = JSON.parse(utf8.decode(bytes));
  } catch {
    return null;
  }
  if (typeof message !== 'object' || message === null || Array.isArray(message)) return null;
  const { src, type, MID: mid, key, value } = message as Readonly<Record<string, unknown>>;
  if (typeof src !== 'string' || typeof type !== 'string' || !isId(src)) return null;
  switch (type) {
    case 'get':
      return typeof mid === 'string' && typeof key === 'string'
        ? { kind: 'get', client: src, mid, key }
        : null;
    case 'put':
      return typeof mid === 'string' && typeof key === 'string' && typeof value === 'string'
        ? { kind: 'put', client: src, mid, key, value }
        : null;
    default:
      return { kind: 'letter', from: src, letter: message as Letter };
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
