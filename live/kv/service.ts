// What the client API needs of a server, and no more: so that it can be tried against one that does as it is told.

import type { Outcome } from '../../raft/host.ts';
import type { LogIndex, NodeId, Sequence, Term } from '../../raft/units.ts';
import type { RoleName } from '../../raft/view.ts';
import type { ServiceCommand } from './commands.ts';

/** A place in a client's session: a retry keeps it. */
export interface SessionPlace {
  readonly session: number;
  readonly sequence: Sequence;
  /** The client has the answers of all sequences below this one. */
  readonly acknowledgedBelow: Sequence;
}

export interface PeerStatus {
  readonly id: NodeId;
  /** Where other servers reach it. */
  readonly address: string;
  readonly connected: boolean;
  /** `host:port` of its client API; null while that is not known. */
  readonly clients: string | null;
}

export interface ServiceStatus {
  readonly id: NodeId;
  readonly state: 'new' | 'running' | 'stopping' | 'stopped' | 'halted';
  /** Why it is halted. */
  readonly reason?: string;
  readonly role: RoleName;
  readonly term: Term;
  /** 0 = unknown. */
  readonly leader: NodeId;
  readonly commitIndex: LogIndex;
  readonly lastApplied: LogIndex;
  readonly lastLogIndex: LogIndex;
  /** Requests that wait for their outcome. */
  readonly pending: number;
  readonly peers: readonly PeerStatus[];
}

/** `closed`: not taken, since the server takes nothing (any more). */
export type ServiceOutcome = Outcome | { readonly kind: 'closed'; readonly reason: string };

export interface KvService {
  /** Tells once what became of the command; null: it is in no client's session. */
  ask(command: ServiceCommand, place: SessionPlace | null): Promise<ServiceOutcome>;
  status(): ServiceStatus;
  /** `host:port` of a server's client API; null where it is not known. */
  clientAddressOf(node: NodeId): string | null;
}
