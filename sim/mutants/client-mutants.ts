// Mistakes that clients see: reads, sessions, and leaders that stay on without a quorum.

import type { Waiter } from '../../raft/effects.ts';
import type { AppliedResult } from '../../raft/entry-machine.ts';
import type { ClientRequest } from '../../raft/host.ts';
import type { Entry } from '../../raft/message.ts';
import { ReplicatedMachine } from '../../raft/sessions.ts';
import type { Command, Result, StateMachine } from '../../raft/state-machine.ts';
import { inLeader, inServer } from './change.ts';
import { impatientCandidates, impatientFollowers } from './impatience.ts';
import type { Mutant } from './mutant.ts';

/** Executes a command each time it stands in the log. */
class Sessionless extends ReplicatedMachine {
  private readonly store: StateMachine;

  constructor(store: StateMachine) {
    super(store);
    this.store = store;
  }

  protected override applyOnce(entry: Entry, command: Command): AppliedResult {
    return { result: this.store.apply(command, entry.index), executed: true };
  }
}

/** Keeps count of the reads it served in the state itself. */
class ReadCounting extends ReplicatedMachine {
  private reads = 0;

  override query(command: Command): Result {
    this.reads++;
    return super.query(command);
  }

  override digest(): number {
    return (super.digest() ^ this.reads) >>> 0;
  }
}

export const clientMutants: readonly Mutant[] = [
  {
    id: 'Q01',
    description: 'A leader answers reads at once, without asking whether it still leads.',
    source: 'etcd and Consul 2014 (Jepsen); RedisRaft #19',
    property: 'read-freshness',
    mutate: inLeader(
      (base) =>
        class extends base {
          protected override read(request: ClientRequest): void {
            const { commitIndex: readIndex, currentTerm: term, effects } = this.replica;
            effects.reads.push({ request, readIndex, term });
          }
        },
    ),
  },
  {
    id: 'Q02',
    description: 'A new leader reads at its commit index before an entry of its own term is committed.',
    source: 'etcd #7331; RedisRaft 1149155; thesis §6.4',
    property: 'read-freshness',
    mutate: inLeader(
      (base) =>
        class extends base {
          protected override readableCommit(): number {
            return this.replica.commitIndex;
          }
        },
    ),
  },
  {
    id: 'Q06',
    description: 'A read is answered before the state has come to its index.',
    source: 'thesis §6.4, step 4 left out',
    property: 'read-freshness',
    mutate: inServer(
      (base) =>
        class extends base {
          protected override maySee(): boolean {
            return true;
          }
        },
    ),
  },
  {
    id: 'Q08',
    description: 'Every server answers reads from its own state.',
    source: 'Consul, etcd and RethinkDB with outdated reads (Jepsen)',
    property: 'read-freshness',
    mutate: inServer(
      (base) =>
        class extends base {
          override onRequest(request: ClientRequest): void {
            const { client, request: id, command } = request;
            if (!this.machine.isReadOnly(command)) super.onRequest(request);
            else this.host.answer(client, id, { kind: 'ok', result: this.machine.query(command) });
          }
        },
    ),
  },
  {
    id: 'Q10',
    description: 'A lease for reads lasts longer than the shortest election timeout.',
    source: 'thesis §6.4.1: a lease ends before another server can be elected',
    property: 'read-freshness',
    mutate: inLeader(
      (base) =>
        class extends base {
          protected override holdsLease(): boolean {
            const { lease, reads } = this;
            const early = this.replica.now - this.replica.options.electionTimeoutMax;
            return lease?.holds(this.answeredRound(), reads.round, early) ?? false;
          }
        },
    ),
  },
  {
    id: 'K04',
    description: 'All servers but the first wait a third as long for a leader as its lease counts on.',
    source: 'thesis §6.4.1: a lease counts on one election timeout for all',
    property: 'read-freshness',
    mutate: (variant) => impatientCandidates(impatientFollowers(variant)),
  },
  {
    id: 'R40',
    description: 'A thrifty leader takes what it has sent to a quorum for held by one.',
    source: 'Raft §5.3: an entry is committed once a majority has stored it',
    property: 'committed-durable',
    mutate: inLeader(
      (base) =>
        class extends base {
          protected override commitCandidate(): number {
            const { thrift } = this;
            if (thrift === null) return super.commitCandidate();
            const { log, now, quorum } = this.replica;
            const isSent = thrift.countOn(log.lastIndex, now) >= quorum - 1;
            return isSent ? Math.min(log.lastIndex, this.ownMatchIndex()) : super.commitCandidate();
          }
        },
    ),
  },
  {
    id: 'L01',
    description: 'Commands that a client sent twice are executed twice.',
    source: 'thesis §6.3 left out',
    property: 'session-exactly-once',
    mutate: (variant) => ({ ...variant, machine: (store) => new Sessionless(store) }),
  },
  {
    id: 'W16',
    description: 'A command is refused and taken all the same.',
    source: 'Raft §8 broken on purpose',
    property: 'refused-never-committed',
    mutate: inLeader(
      (base) =>
        class extends base {
          protected override propose(request: ClientRequest): void {
            const { waiters, answers } = this.replica.effects;
            super.propose(request);
            waiters.clear();
            answers.push({ request, outcome: { kind: 'refused', reason: 'too large' } });
          }
        },
    ),
  },
  {
    id: 'R23',
    description: 'Who waits for an entry that was cut off gets the answer to what came in its place.',
    source: 'RedisRaft 619e623; NuRaft 98b42ac',
    property: 'no-lost-acknowledged-write',
    mutate: inServer(
      (base) =>
        class extends base {
          protected override isOwnEntry(waiter: Waiter, entry: Entry): boolean {
            return waiter.index === entry.index;
          }

          protected override abandonWaiters(): void {}
        },
    ),
  },
  {
    id: 'W10',
    description: 'Reads leave a trace in the state of the server that answers them.',
    source: 'Raft §2: state machines must be deterministic',
    property: 'state-divergence',
    mutate: (variant) => ({ ...variant, machine: (store) => new ReadCounting(store) }),
  },
  {
    id: 'V03',
    description: 'A leader takes itself to be in contact with a quorum, whatever it hears, and leads on.',
    source: 'thesis §6.2 left out',
    property: 'quorum-contact',
    mutate: inLeader(
      (base) =>
        class extends base {
          override quorumContactAt(): number {
            return this.replica.now;
          }
        },
    ),
  },
  {
    id: 'V08',
    description: 'A new leader appends nothing of its own term, so that reads wait for a write.',
    source: 'thesis §6.4 left out; etcd',
    property: 'pending-ops-finish',
    mutate: inLeader(
      (base) =>
        class extends base {
          protected override appendNoOp(): void {}
        },
    ),
  },
];
