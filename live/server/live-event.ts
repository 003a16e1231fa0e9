// What a live server tells of itself while it runs, for logs and metrics. Numbers that change with every message
// are not events: `LiveServer.status()` has them.

import type { LogIndex, NodeId, Term } from '../../raft/units.ts';
import type { RoleName } from '../../raft/view.ts';

export type LiveEvent =
  /** What the data directory held when it was opened; `torn`: bytes of a last write that was never promised. */
  | { readonly kind: 'recovered'; readonly entries: number; readonly term: Term; readonly torn: number }
  /** Peers may connect. */
  | { readonly kind: 'listening'; readonly address: string }
  | { readonly kind: 'role'; readonly role: RoleName; readonly term: Term; readonly leader: NodeId }
  /** Messages can be sent to this peer. */
  | { readonly kind: 'peer-connected'; readonly peer: NodeId; readonly address: string }
  /** They no longer can, or a first attempt failed; told once until it is connected or fails for another reason. */
  | { readonly kind: 'peer-lost'; readonly peer: NodeId; readonly address: string; readonly reason: string }
  /** A connection to this server was closed, since it broke the rules of the transport. */
  | { readonly kind: 'refused'; readonly address: string; readonly reason: string }
  /** One group of writes became durable together. */
  | { readonly kind: 'synced'; readonly writes: number; readonly bytes: number; readonly durationUs: number }
  /** The server cannot go on: nothing is promised any more. */
  | { readonly kind: 'halted'; readonly reason: string }
  | { readonly kind: 'stopped'; readonly lastApplied: LogIndex };

export type OnEvent = (event: LiveEvent) => void;
