// What others may read of a server: live getters, never a copy, never a way to change it.

import type { Entry } from './message.ts';
import type { Instant, LogIndex, NodeId, Term } from './units.ts';

export type RoleName = 'follower' | 'candidate' | 'leader';

export interface LogView {
  readonly lastIndex: LogIndex;
  /** Term at an index; 0 at index 0 or where there is no entry. */
  termAt(index: LogIndex): Term;
  entryAt(index: LogIndex): Entry | undefined;
}

export interface ReplicaView {
  readonly id: NodeId;
  readonly role: RoleName;
  readonly currentTerm: Term;
  readonly votedFor: NodeId;
  /** The leader this server follows or is; 0 = unknown. */
  readonly leader: NodeId;
  readonly commitIndex: LogIndex;
  readonly lastApplied: LogIndex;
  readonly log: LogView;
  /** Of the leader's progress; 0 unless leader. */
  nextIndexOf(node: NodeId): LogIndex;
  matchIndexOf(node: NodeId): LogIndex;
  /** Leader: the latest instant of its own clock at which it had heard from a quorum; else 0. */
  readonly quorumContactAt: Instant;
}
