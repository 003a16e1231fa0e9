// How two servers make sure of each other before the first message: who calls says for whom it takes itself and the
// other, who is called says the same of itself, or why it will not have it.

import { ByteReader } from '../../raft/byte-reader.ts';
import { ByteWriter } from '../../raft/byte-writer.ts';
import type { NodeId } from '../../raft/units.ts';

export interface Greeting {
  readonly cluster: string;
  readonly from: NodeId;
  readonly to: NodeId;
  /** Where the sender serves clients; '' for nowhere. */
  readonly clients: string;
}

export function encodeGreeting({ cluster, from, to, clients }: Greeting): Uint8Array {
  const out = new ByteWriter(64);
  out.text(cluster);
  out.number(from);
  out.number(to);
  out.text(clients);
  return out.bytes();
}

/** Throws a `CodecError`. */
export function decodeGreeting(payload: Buffer): Greeting {
  const reader = new ByteReader(payload);
  const cluster = reader.text();
  const from = reader.number();
  const to = reader.number();
  const clients = reader.text();
  reader.end();
  return { cluster, from, to, clients };
}

/** Why this greeting is not for who expects another one; null: it is. */
export function objectionTo(
  { cluster, from, to }: Greeting,
  expected: { readonly cluster: string; readonly from: readonly NodeId[]; readonly to: NodeId },
): string | null {
  if (cluster !== expected.cluster) return 'it is of another cluster';
  if (!expected.from.includes(from)) return `server ${from} is no peer here`;
  if (to !== expected.to) return `it takes this for server ${to}`;
  return null;
}
