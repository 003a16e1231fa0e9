// Mistakes in what must be on disk, and when.

import type { DurableState } from '../../raft/durable.ts';
import type { Entry, Message } from '../../raft/message.ts';
import type { Replica } from '../../raft/replica.ts';
import { inLeader, inLog, inReplica, inServer } from './change.ts';
import type { Mutant } from './mutant.ts';

export const diskMutants: readonly Mutant[] = [
  {
    id: 'P01',
    description: 'Entries are acknowledged before they are durable.',
    source: 'TiKV #994; nats-server #7567; etcd #10166',
    property: 'promise-durable',
    mutate: inServer(
      (base) =>
        class extends base {
          protected override promise(message: Message): void {
            if (message.kind === 'AppendEntriesReply') this.host.send(message);
            else super.promise(message);
          }
        },
    ),
  },
  {
    id: 'P02',
    description: 'Term and vote are not written: the disk is synced without them.',
    source: 'PySyncObj #202',
    property: 'one-vote-a-term',
    mutate: inServer(
      (base) =>
        class extends base {
          protected override writeHardState(): void {
            this.host.write({ kind: 'append', entries: [] }, this.ledger.hardState());
          }
        },
    ),
  },
  {
    id: 'D03',
    description: 'A restarted server does not find its term and vote and begins as if it were new.',
    source: 'sofa-jraft, found by Specula (PB-2)',
    property: 'recovery',
    mutate: inReplica(
      (base) =>
        class extends base {
          constructor(...state: ConstructorParameters<typeof Replica>) {
            const [id, members, { entries }, ...rest] = state;
            const durable: DurableState = { currentTerm: 0, votedFor: 0, entries };
            super(id, members, durable, ...rest);
          }
        },
    ),
  },
  {
    id: 'D06',
    description: 'A failed write is taken for done.',
    source: 'CockroachDB #37102; Rebello et al., ATC 2020',
    property: 'promise-durable',
    mutate: inServer(
      (base) =>
        class extends base {
          override onWriteFailed(ticket: number): void {
            this.onDurable(ticket);
          }
        },
    ),
  },
  {
    id: 'D07',
    description: 'When its disk refuses to write, a server goes on from memory.',
    source: 'sofa-jraft #1243',
    property: 'promise-durable',
    mutate: inServer(
      (base) =>
        class extends base {
          private isDiskBroken = false;

          override onWriteFailed(): void {
            this.isDiskBroken = true;
            this.onDurable(this.ledger.lastTicket);
          }

          protected override promise(message: Message): void {
            if (this.isDiskBroken) this.host.send(message);
            else super.promise(message);
          }
        },
    ),
  },
  {
    id: 'W08',
    description: 'A leader counts entries that are not yet on its own disk.',
    source: 'thesis §10.2.1 misread',
    property: 'committed-durable',
    mutate: inLeader(
      (base) =>
        class extends base {
          protected override ownMatchIndex(): number {
            return this.replica.log.lastIndex;
          }
        },
    ),
  },
  {
    id: 'W09',
    description: 'A restarted server leaves out the last entry of its disk.',
    source: 'Raft Figure 2 (persistent state): off by one at recovery',
    property: 'recovery',
    mutate: inLog(
      (base) =>
        class extends base {
          constructor(entries: readonly Entry[]) {
            super(entries.slice(0, -1));
          }
        },
    ),
  },
];
