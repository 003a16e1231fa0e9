// A datagram from a replica, taken apart as the course's simulator does, or what is wrong with it.

import { broadcastId, type Roster } from './roster.ts';

export interface Letter {
  readonly kind: 'letter';
  readonly from: number;
  readonly to: readonly number[];
  /** 0: unknown. */
  readonly leader: number;
  readonly type: string;
  /** The field `term`, where there is a whole number of that name; else 0. */
  readonly term: number;
  /** What is in it beyond the envelope, as JSON. */
  readonly content: string;
}

export interface Reply {
  readonly kind: 'reply';
  readonly from: number;
  readonly client: number;
  readonly leader: number;
  readonly mid: string;
  readonly type: 'ok' | 'redirect' | 'fail';
  /** Null where there is none. */
  readonly value: string | null;
}

export interface Malformed {
  readonly kind: 'malformed';
  /** 0: nobody can tell. */
  readonly from: number;
  readonly why: string;
}

export type Heard = Letter | Reply | Malformed | { readonly kind: 'hello'; readonly from: number };

type Fields = Readonly<Record<string, unknown>>;

const shownMax = 120;
const utf8 = new TextDecoder('utf-8', { fatal: true });

export function heardFrom(bytes: Uint8Array, roster: Roster): Heard {
  const fields = fieldsOf(bytes);
  if (typeof fields === 'string') return { kind: 'malformed', from: 0, why: fields };
  const { src, dst, leader, type, ...rest } = fields;
  const from = typeof src === 'string' ? roster.replicaOf(src) : 0;
  const wrong = (why: string): Malformed => ({ kind: 'malformed', from, why: `${why}: ${shown(fields)}` });
  if (from === 0) return wrong('"src" is the ID of no replica');
  if (typeof dst !== 'string') return wrong('"dst" is missing');
  if (typeof leader !== 'string') return wrong('"leader" is missing');
  if (typeof type !== 'string') return wrong('"type" is missing');
  if (type === 'hello') return { kind: 'hello', from };
  // Whoever is named and is no replica is nobody.
  const named = roster.replicaOf(leader);
  const to = dst === broadcastId ? roster.others(from) : [roster.replicaOf(dst)];
  if (to[0] !== 0) {
    const term = Number.isSafeInteger(rest['term']) && Number(rest['term']) >= 0 ? Number(rest['term']) : 0;
    return { kind: 'letter', from, to, leader: named, type, term, content: JSON.stringify(rest) };
  }
  const client = roster.clientOf(dst);
  if (client === 0) return wrong('"dst" is the ID of nobody');
  const { MID: mid, value } = rest;
  if (type !== 'ok' && type !== 'redirect' && type !== 'fail')
    return wrong('a client is answered ok, redirect or fail');
  if (typeof mid !== 'string') return wrong('"MID" is missing');
  return {
    kind: 'reply',
    from,
    client,
    leader: named,
    mid,
    type,
    value: typeof value === 'string' ? value : null,
  };
}

/** Text: why there are none. */
function fieldsOf(bytes: Uint8Array): Fields | string {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return `${bytes.length} bytes that are no UTF-8`;
  }
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
    return `not a JSON object: ${cut(text)}`;
  } catch {
    return `not JSON: ${cut(text)}`;
  }
}

function shown(fields: Fields): string {
  return cut(JSON.stringify(fields));
}

function cut(text: string): string {
  return text.length > shownMax ? `${text.slice(0, shownMax)} and so on` : text;
}
