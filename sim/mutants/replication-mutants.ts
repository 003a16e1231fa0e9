// Mistakes in replication: what followers do with entries, and what leaders believe of followers.

import type { ClientRequest } from '../../raft/host.ts';
import type { Entry, Message } from '../../raft/message.ts';
import type { MessageOf } from '../../raft/roles/role.ts';
import { entryOverheadBytes } from '../../raft/size.ts';
import { inFollower, inLeader } from './change.ts';
import type { Mutant } from './mutant.ts';

export const replicationMutants: readonly Mutant[] = [
  {
    id: 'R01',
    description: 'AppendEntries cuts the log after prevLogIndex, conflict or not.',
    source: 'RaftOS #26; willemt/raft 77fb611; CCF #5991',
    property: 'committed-never-truncated',
    mutate: inFollower(
      (base) =>
        class extends base {
          protected override store(entries: readonly Entry[]): void {
            const { replica } = this;
            const { index } = entries[0]!;
            if (index <= replica.log.lastIndex) replica.truncate(index);
            for (const entry of entries) replica.append(entry);
          }
        },
    ),
  },
  {
    id: 'R02',
    description: 'An entry that is in the way stays.',
    source: 'rafter PR 34',
    property: 'log-matching',
    mutate: inFollower(
      (base) =>
        class extends base {
          protected override store(entries: readonly Entry[]): void {
            const { replica } = this;
            for (const entry of entries) if (entry.index > replica.log.lastIndex) replica.append(entry);
          }
        },
    ),
  },
  {
    id: 'R04',
    description: 'A heartbeat advances the commit index before the logs are compared.',
    source: 'a usual mistake of students: heartbeats are not special',
    property: 'state-machine-safety',
    mutate: inFollower(
      (base) =>
        class extends base {
          protected override onAppendEntries(message: MessageOf<'AppendEntries'>): void {
            const { entries, leaderCommit } = message.body;
            const { log } = this.replica;
            if (entries.length === 0) this.replica.advanceCommit(Math.min(leaderCommit, log.lastIndex));
            super.onAppendEntries(message);
          }

          protected override resolveConflict(from: number): void {
            this.replica.truncate(from);
          }
        },
    ),
  },
  {
    id: 'R05',
    description: 'The acknowledgement names the follower’s own last index.',
    source: 'CCF #6001, #6016; cowsql/raft caa393a4',
    property: 'match-truth',
    mutate: inFollower(
      (base) =>
        class extends base {
          protected override acknowledge(message: MessageOf<'AppendEntries'>): void {
            super.acknowledge(message, this.replica.log.lastIndex);
          }
        },
    ),
  },
  {
    id: 'R06',
    description: 'matchIndex is taken from nextIndex when a reply comes, not from the reply.',
    source: 'a usual mistake of students: matchIndex = nextIndex - 1',
    property: 'match-truth',
    mutate: inLeader(
      (base) =>
        class extends base {
          protected override onAccepted(node: number): void {
            super.onAccepted(node, this.progress.nextIndex[node]! - 1);
          }
        },
    ),
  },
  {
    id: 'R07',
    description: 'A late acknowledgement sets matchIndex back.',
    source: 'RaftOS #25; PySyncObj #167',
    property: 'match-monotonic',
    mutate: inLeader(
      (base) =>
        class extends base {
          protected override onAccepted(node: number, matchIndex: number): void {
            super.onAccepted(node, matchIndex);
            this.progress.matchIndex[node] = matchIndex;
          }
        },
    ),
  },
  {
    id: 'R08',
    description: 'A late refusal sets nextIndex back to or below matchIndex.',
    source: 'PySyncObj, found by SandTable',
    property: 'next-above-match',
    mutate: inLeader(
      (base) =>
        class extends base {
          protected override onRefused(node: number, prevLogIndex: number, retryFrom: number): void {
            this.progress.probe(node);
            this.progress.nextIndex[node] = Math.max(1, Math.min(retryFrom, prevLogIndex));
            this.send(node);
          }
        },
    ),
  },
  {
    id: 'R20',
    description: 'AppendEntries of an older term is taken for the present leader’s.',
    source: 'Raft §5.1 left out',
    property: 'committed-never-truncated',
    mutate: inFollower(
      (base) =>
        class extends base {
          protected override isStale(message: Message): boolean {
            return message.kind !== 'AppendEntries' && super.isStale(message);
          }

          protected override resolveConflict(from: number): void {
            this.replica.truncate(from);
          }
        },
    ),
  },
  {
    id: 'W03',
    description: 'A leader gives up entries that are not committed by its next heartbeat.',
    source: 'Raft §5.3 broken on purpose',
    property: 'leader-append-only',
    mutate: inLeader(
      (base) =>
        class extends base {
          override onTimeout(): void {
            const { commitIndex, log } = this.replica;
            if (log.lastIndex > commitIndex) this.replica.truncate(commitIndex + 1);
            super.onTimeout();
          }
        },
    ),
  },
  {
    id: 'W04',
    description: 'A follower takes a client’s command into its own log.',
    source: 'Raft §5.3 broken on purpose',
    property: 'entry-origin',
    mutate: inFollower(
      (base) =>
        class extends base {
          override onRequest(request: ClientRequest): void {
            const { replica } = this;
            const { client, sequence, acknowledgedBelow, command } = request;
            const bytes = entryOverheadBytes + replica.commands.sizeOf(command);
            const index = replica.log.lastIndex + 1;
            const term = replica.currentTerm;
            replica.append({ index, term, command, client, sequence, acknowledgedBelow, bytes });
            super.onRequest(request);
          }
        },
    ),
  },
  {
    id: 'W05',
    description: 'The first entry of a new leader carries the next term.',
    source: 'Raft §5.3 broken on purpose',
    property: 'log-terms',
    mutate: inLeader(
      (base) =>
        class extends base {
          protected override appendNoOp(): void {
            const { log, currentTerm } = this.replica;
            this.replica.append({
              index: log.lastIndex + 1,
              term: currentTerm + 1,
              command: null,
              client: 0,
              sequence: 0,
              acknowledgedBelow: 0,
              bytes: entryOverheadBytes,
            });
          }
        },
    ),
  },
  {
    id: 'W17',
    description:
      'The answer to a message of an older term speaks of that message, its entries and its round.',
    source: 'found here, by a hunt: who leads again takes it for an answer to what it sends today',
    property: 'read-freshness',
    mutate: inFollower(
      (base) =>
        class extends base {
          protected override refuseStale(message: MessageOf<'AppendEntries'>): void {
            this.refuseAppend(message, message.body.prevLogIndex, 0);
          }
        },
    ),
  },
];
