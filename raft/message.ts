// Every message between servers, in one envelope shape.

import type { Command } from './state-machine.ts';
import type { ClientId, LogIndex, NodeId, Sequence, Term } from './units.ts';

/** A log entry. Never changed once built; servers in one process may share it. */
export interface Entry {
  readonly index: LogIndex;
  readonly term: Term;
  /** `null` is the no-op of a new leader (thesis §6.4). */
  readonly command: Command | null;
  /** Session and place in it (thesis §6.3); 0, 0 for a no-op. */
  readonly client: ClientId;
  readonly sequence: Sequence;
  /** Every sequence below this one was answered to the client: its stored result may go. */
  readonly acknowledgedBelow: Sequence;
  /** An upper bound of the entry's encoded size. */
  readonly bytes: number;
}

export interface Bodies {
  /** Asks whether an election in term `nextTerm` could be won; changes nothing at the receiver (thesis §9.6). */
  readonly PreVote: { readonly nextTerm: Term; readonly lastLogIndex: LogIndex; readonly lastLogTerm: Term };
  readonly PreVoteReply: { readonly nextTerm: Term; readonly voteGranted: boolean };
  readonly RequestVote: { readonly lastLogIndex: LogIndex; readonly lastLogTerm: Term };
  readonly RequestVoteReply: { readonly voteGranted: boolean };
  readonly AppendEntries: {
    readonly prevLogIndex: LogIndex;
    readonly prevLogTerm: Term;
    readonly entries: readonly Entry[];
    readonly leaderCommit: LogIndex;
    /** Rises with the leader's ReadIndex rounds; echoed by the reply (thesis §6.4). */
    readonly round: number;
  };
  readonly AppendEntriesReply: {
    readonly success: boolean;
    /** On success: prevLogIndex + entries sent. On refusal: the refused prevLogIndex. */
    readonly matchIndex: LogIndex;
    /** On refusal: where the leader should try next, and the term the follower has there. */
    readonly hintIndex: LogIndex;
    readonly hintTerm: Term;
    readonly round: number;
  };
}

export type MessageKind = keyof Bodies;

/** `term` is always the sender's currentTerm. */
export type Message = {
  [K in MessageKind]: {
    readonly kind: K;
    readonly from: NodeId;
    readonly to: NodeId;
    readonly term: Term;
    readonly body: Bodies[K];
  };
}[MessageKind];

/** The only place that builds a message: every field, in one order, so that all share one shape. */
export function messageOf<K extends MessageKind>(
  kind: K,
  from: NodeId,
  to: NodeId,
  term: Term,
  body: Bodies[K],
): Message {
  return { kind, from, to, term, body } as Message;
}
