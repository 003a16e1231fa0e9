// The read-only face of a server: getters on its present state, one object for its whole life.

import type { EntryMachine } from './entry-machine.ts';
import type { Replica } from './replica.ts';
import type { Leader } from './roles/leader.ts';
import type { Instant, LogIndex, NodeId, Term } from './units.ts';
import type { LogView, ReplicaView, RoleName } from './view.ts';

export class LiveView implements ReplicaView {
  readonly id: NodeId;
  readonly log: LogView;
  private readonly replica: Replica;
  private readonly machine: EntryMachine;

  constructor(replica: Replica, machine: EntryMachine) {
    this.id = replica.id;
    this.log = replica.log;
    this.replica = replica;
    this.machine = machine;
  }

  get role(): RoleName {
    return this.replica.role.name;
  }

  get currentTerm(): Term {
    return this.replica.currentTerm;
  }

  get votedFor(): NodeId {
    return this.replica.votedFor;
  }

  get leader(): NodeId {
    return this.replica.leader;
  }

  get commitIndex(): LogIndex {
    return this.replica.commitIndex;
  }

  get lastApplied(): LogIndex {
    return this.machine.lastApplied;
  }

  get quorumContactAt(): Instant {
    return this.leadership()?.quorumContactAt() ?? 0;
  }

  nextIndexOf(node: NodeId): LogIndex {
    return this.leadership()?.progress.nextIndex[node] ?? 0;
  }

  matchIndexOf(node: NodeId): LogIndex {
    return this.leadership()?.progress.matchIndex[node] ?? 0;
  }

  /** By name: cheaper than instanceof, and this is read at every event. */
  private leadership(): Leader | undefined {
    const { role } = this.replica;
    return role.name === 'leader' ? (role as Leader) : undefined;
  }
}
