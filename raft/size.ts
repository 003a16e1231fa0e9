// Upper bounds of encoded sizes, so that a leader can fill a message without encoding it.

import type { Message } from './message.ts';

/** The largest payload of a UDP datagram over IPv4: 65,535 less 20 of IP and 8 of UDP. */
export const datagramBytesMax = 65_507;

/** A safe integer takes at most ⌈53 / 7⌉ bytes as a varint. */
const varintBytesMax = 8;

/** Kind, from, to, term, and the five numbers of the longest fixed body. */
export const headerBytesMax: number = 1 + 3 * varintBytesMax + 5 * varintBytesMax;

/** Index, term, client, sequence, acknowledgedBelow, bytes, and the length of the command. */
export const entryOverheadBytes: number = 7 * varintBytesMax;

/** At least the bytes that `encode` makes of the message. */
export function messageBytes(message: Message): number {
  if (message.kind !== 'AppendEntries') return headerBytesMax;
  const { entries } = message.body;
  let bytes = headerBytesMax;
  for (let i = 0; i < entries.length; i++) bytes += entries[i]!.bytes;
  return bytes;
}

/**
 * At least the UTF-8 bytes of the text as a JSON string, quotes included: exact but for control
 * characters with a short escape and for surrogates, which it takes for lone ones.
 */
export function jsonTextBytes(text: string): number {
  let bytes = 2;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x20 || (unit >= 0xd800 && unit <= 0xdfff)) bytes += 6;
    else if (unit === 0x22 || unit === 0x5c) bytes += 2;
    else bytes += unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
  }
  return bytes;
}
