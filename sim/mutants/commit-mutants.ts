// Mistakes in what counts as committed, and in what is applied of it.

import type { AppliedResult } from '../../raft/entry-machine.ts';
import type { ClientRequest } from '../../raft/host.ts';
import type { Entry } from '../../raft/message.ts';
import type { MessageOf } from '../../raft/roles/role.ts';
import { ReplicatedMachine } from '../../raft/sessions.ts';
import type { RaftMutation } from '../raft-program.ts';
import { inFollower, inLeader, inServer } from './change.ts';
import type { Mutant } from './mutant.ts';

/** Takes an entry that it has had. */
class Repeating extends ReplicatedMachine {
  override apply(entry: Entry): AppliedResult {
    this.lastApplied = entry.index - 1;
    return super.apply(entry);
  }
}

const applyAgain: RaftMutation = inServer(
  (base) =>
    class extends base {
      protected override applyUpTo(index: number): void {
        const { lastApplied } = this.machine;
        const again = this.replica.log.entryAt(lastApplied);
        if (again !== undefined && index > lastApplied) this.machine.apply(again);
        super.applyUpTo(index);
      }
    },
);

/** The n-th largest of the members' values, counted from 1; 0 where there is none. */
function nthLargest(values: readonly number[], members: readonly number[], n: number): number {
  return members.map((member) => values[member]!).sort((one, other) => other - one)[n - 1] ?? 0;
}

export const commitMutants: readonly Mutant[] = [
  {
    id: 'C01',
    description: 'Entries of older terms are committed by counting.',
    source: 'Raft §5.4.2, Figure 8; PySyncObj #169; logcabin #44; CCF #5674',
    property: 'commit-rule',
    mutate: inLeader(
      (base) =>
        class extends base {
          protected override mayCommit(): boolean {
            return true;
          }
        },
    ),
  },
  {
    id: 'C02',
    description: 'A follower commits up to its own last entry, compared with the leader’s or not.',
    source: 'cowsql/raft 000eacf2; NuRaft 5214005; ra 3aa50f29',
    property: 'committed-agreement',
    mutate: inFollower(
      (base) =>
        class extends base {
          protected override followerCommit(leaderCommit: number): number {
            return Math.min(leaderCommit, this.replica.log.lastIndex);
          }

          protected override resolveConflict(from: number): void {
            this.replica.truncate(from);
          }
        },
    ),
  },
  {
    id: 'C03',
    description: 'A late message sets the commit index back.',
    source: 'PySyncObj #166',
    property: 'commit-monotonic',
    mutate: inFollower(
      (base) =>
        class extends base {
          protected override onAppendEntries(message: MessageOf<'AppendEntries'>): void {
            const { prevLogIndex, prevLogTerm, entries, leaderCommit } = message.body;
            const isAccepted = this.isConsistent(prevLogIndex, prevLogTerm);
            super.onAppendEntries(message);
            if (isAccepted) this.replica.commitIndex = Math.min(leaderCommit, prevLogIndex + entries.length);
          }
        },
    ),
  },
  {
    id: 'C04',
    description: 'Half of the servers is enough to commit in clusters of even size.',
    source: 'hashicorp/raft 163a55f',
    // Half and a majority of the others still share a server: only what counts disks sees it.
    property: 'committed-durable',
    mutate: inLeader(
      (base) =>
        class extends base {
          protected override commitCandidate(): number {
            const { members } = this.replica;
            super.commitCandidate();
            return nthLargest(this.progress.matchIndex, members, Math.ceil(members.length / 2));
          }
        },
    ),
  },
  {
    id: 'C10',
    description: 'A client is told of success when its command is appended.',
    source: 'RethinkDB with single write acknowledgements (Jepsen)',
    property: 'no-lost-acknowledged-write',
    mutate: inLeader(
      (base) =>
        class extends base {
          protected override propose(request: ClientRequest): void {
            const { waiters, answers } = this.replica.effects;
            super.propose(request);
            waiters.clear();
            answers.push({ request, outcome: { kind: 'ok', result: { ok: true, value: null } } });
          }
        },
    ),
  },
  {
    id: 'C12',
    description: 'The middle of the sorted matchIndexes is taken one place too high where two are equal.',
    source: 'openraft f076cf6f (#1802)',
    property: 'committed-durable',
    mutate: inLeader(
      (base) =>
        class extends base {
          protected override commitCandidate(): number {
            const index = super.commitCandidate();
            const { members, quorum } = this.replica;
            const { matchIndex } = this.progress;
            const above = nthLargest(matchIndex, members, quorum - 1);
            return above === nthLargest(matchIndex, members, quorum - 2) ? above : index;
          }
        },
    ),
  },
  {
    id: 'C15',
    description: 'A follower takes for committed what it appends.',
    source: 'Raft §5.3 misread',
    property: 'state-machine-safety',
    mutate: inFollower(
      (base) =>
        class extends base {
          protected override followerCommit(_leaderCommit: number, verified: number): number {
            return verified;
          }

          protected override resolveConflict(from: number): void {
            this.replica.truncate(from);
          }
        },
    ),
  },
  {
    id: 'C16',
    description: 'The last entry is applied again with the next ones.',
    source: 'openraft eed681d5; hashicorp/raft 59ac4df',
    property: 'applied-monotonic',
    mutate: (variant) => ({ ...applyAgain(variant), machine: (store) => new Repeating(store) }),
  },
  {
    id: 'W06',
    description: 'A follower believes the leader’s commit index beyond its own log.',
    source: 'Raft Figure 2 (AppendEntries, step 5) left out',
    property: 'commit-within-log',
    mutate: inFollower(
      (base) =>
        class extends base {
          protected override followerCommit(leaderCommit: number): number {
            return leaderCommit;
          }
        },
    ),
  },
  {
    id: 'W07',
    description: 'Entries are applied as soon as they are in the log.',
    source: 'Raft Figure 2 (All Servers) left out',
    property: 'applied-within-commit',
    mutate: inServer(
      (base) =>
        class extends base {
          protected override applyCommitted(): void {
            this.applyUpTo(this.replica.log.lastIndex);
          }
        },
    ),
  },
];
