// The ports: all that a server asks of its world, and all that it is told by it.

import type { Entry, Message } from './message.ts';
import type { Command, Result } from './state-machine.ts';
import type { ClientId, Instant, LogIndex, NodeId, RequestId, Sequence, Term, Ticket } from './units.ts';

/** This server's own source of randomness. */
export interface Random {
  /** A uniform integer in [0, limit), 1 ≤ limit ≤ 2^32. */
  below(limit: number): number;
}

/** One ordered change of the durable state. */
export type Write =
  | { readonly kind: 'hard-state'; readonly currentTerm: Term; readonly votedFor: NodeId }
  /** Drops every entry at and after `from`. */
  | { readonly kind: 'truncate'; readonly from: LogIndex }
  /** Follows the last entry on disk without a gap. */
  | { readonly kind: 'append'; readonly entries: readonly Entry[] };

/** One attempt of a client at a command. */
export interface ClientRequest {
  readonly client: ClientId;
  readonly request: RequestId;
  readonly sequence: Sequence;
  /** Every sequence below this one has been answered to the client. */
  readonly acknowledgedBelow: Sequence;
  readonly command: Command;
}

/** campaign: the wait for a leader. heartbeat: a leader's, until it is heard again. */
export type Timer = 'campaign' | 'heartbeat';

export type Outcome =
  | { readonly kind: 'ok'; readonly result: Result }
  /** Not taken here; `leader` is a hint, 0 = unknown. */
  | { readonly kind: 'redirect'; readonly leader: NodeId }
  /** Taken, but this server can no longer say whether it will be applied. */
  | { readonly kind: 'unknown' }
  /** Never applied and never will be. */
  | { readonly kind: 'refused'; readonly reason: string };

/** The world a server runs in. No call blocks, returns a promise or re-enters the server. */
export interface Host {
  readonly random: Random;
  /** The server's own clock: may drift or jump. */
  now(): Instant;
  /** ONE alarm: a later call replaces it. Leads to `onAlarm()` at or after `at`. */
  setAlarm(at: Instant): void;
  /** May be lost, doubled, late, reordered. */
  send(message: Message): void;
  /** Ordered; durable only after `onDurable(ticket)` with this ticket or a higher one. */
  write(write: Write, ticket: Ticket): void;
  answer(client: ClientId, request: RequestId, outcome: Outcome): void;
  /** The server cannot go on (its disk refused a write): the host treats it as crashed. */
  halt(reason: string): void;
}
