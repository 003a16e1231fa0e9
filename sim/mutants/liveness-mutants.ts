// Mistakes that cost no safety and all progress: elections that nobody wins, logs that stay apart.

import type { MessageOf } from '../../raft/roles/role.ts';
import { never, noNode } from '../../raft/units.ts';
import type { RaftMutation } from '../raft-program.ts';
import { inCandidate, inFollower, inLeader, inReplica } from './change.ts';
import type { Mutant } from './mutant.ts';

const timeoutsOfFollowers: RaftMutation = inFollower(
  (base) =>
    class extends base {
      protected override restartElectionTimer(): void {
        this.deadline = this.replica.now + this.replica.options.electionTimeoutMin;
      }
    },
);

const timeoutsOfCandidates: RaftMutation = inCandidate(
  (base) =>
    class extends base {
      protected override restartElectionTimer(): void {
        this.deadline = this.replica.now + this.replica.options.electionTimeoutMin;
      }
    },
);

export const livenessMutants: readonly Mutant[] = [
  {
    id: 'E04',
    description: 'A vote is kept when the term rises, so that a server votes for one candidate in its life.',
    source: 'Raft Figure 2 (votedFor is of currentTerm) misread',
    property: 'leader-exists',
    mutate: inReplica(
      (base) =>
        class extends base {
          override setHardState(currentTerm: number, votedFor: number): void {
            super.setHardState(currentTerm, votedFor === noNode ? this.votedFor : votedFor);
          }
        },
    ),
  },
  {
    id: 'E05b',
    description: 'A vote wants a log that is both longer and of a later term: the two are compared apart.',
    source: 'openraft a48a3282; hashicorp/raft #94',
    // Who led last has a log no worse than those of the quorum that voted for it, and keeps it so: it can
    // win again as long as that quorum is back, and in the calm everybody is.
    property: null,
    mutate: inFollower(
      (base) =>
        class extends base {
          protected override isUpToDate(lastLogIndex: number, lastLogTerm: number): boolean {
            const { log } = this.replica;
            return lastLogTerm >= log.lastTerm && lastLogIndex >= log.lastIndex;
          }
        },
    ),
  },
  {
    id: 'E07',
    description: 'Only a strictly newer log gets a vote: equal logs refuse each other.',
    source: 'Raft §5.4.1 misread',
    property: 'leader-exists',
    mutate: inFollower(
      (base) =>
        class extends base {
          protected override isUpToDate(lastLogIndex: number, lastLogTerm: number): boolean {
            const { lastIndex, lastTerm } = this.replica.log;
            return lastLogTerm > lastTerm || (lastLogTerm === lastTerm && lastLogIndex > lastIndex);
          }
        },
    ),
  },
  {
    id: 'E14',
    description:
      'Granting a pre-vote restarts the election timer, so that who cannot win keeps others quiet.',
    source: 'hashicorp/raft 42d3446',
    property: 'leader-exists',
    mutate: inFollower(
      (base) =>
        class extends base {
          protected override mayGrantPreVote(message: MessageOf<'PreVote'>): boolean {
            const mayGrant = super.mayGrantPreVote(message);
            if (mayGrant) this.restartElectionTimer();
            return mayGrant;
          }
        },
    ),
  },
  {
    id: 'E15',
    description: 'Any request for a vote restarts the election timer, granted or not.',
    source: 'Raft §5.2 misread; dragonboat 0045aa2',
    property: 'leader-exists',
    mutate: inFollower(
      (base) =>
        class extends base {
          protected override onRequestVote(message: MessageOf<'RequestVote'>): void {
            this.restartElectionTimer();
            super.onRequestVote(message);
          }
        },
    ),
  },
  {
    id: 'E16',
    description: 'Every election timeout is the same, so that votes are split again and again.',
    source: 'hashicorp/raft #50; openraft 5e15946d; Raft §5.2 left out',
    property: 'leader-exists',
    mutate: (variant) => timeoutsOfCandidates(timeoutsOfFollowers(variant)),
  },
  {
    id: 'E17',
    description: 'A candidate that was not elected in time does not try again.',
    source: 'Apache Ratis RATIS-991',
    property: 'leader-exists',
    mutate: inCandidate(
      (base) =>
        class extends base {
          override onTimeout(): void {
            this.deadline = never;
          }
        },
    ),
  },
  {
    id: 'W13',
    description: 'A candidate asks for pre-votes once, and for votes whenever that came to nothing.',
    source: 'thesis §9.6 left out where a candidacy begins anew',
    property: 'pre-vote-first',
    mutate: inCandidate(
      (base) =>
        class extends base {
          override onTimeout(): void {
            this.startElection();
          }
        },
    ),
  },
  {
    id: 'E24',
    description: 'A candidate takes no entries from the leader of its own term.',
    source: 'Raft §5.2 (a candidate that hears the new leader) left out',
    property: 'all-nodes-caught-up',
    mutate: inCandidate(
      (base) =>
        class extends base {
          protected override onAppendEntries(): void {}
        },
    ),
  },
  {
    id: 'R13',
    description: 'A refusal does not move nextIndex back: the leader sends the same again.',
    source: 'openraft 6d53aa12',
    property: 'all-nodes-caught-up',
    mutate: inLeader(
      (base) =>
        class extends base {
          protected override onRefused(node: number, prevLogIndex: number): void {
            if (!this.progress.isNews(node, prevLogIndex)) return;
            this.progress.probe(node);
            this.progress.nextIndex[node] = prevLogIndex + 1;
            this.send(node);
          }
        },
    ),
  },
  {
    id: 'R18',
    description: 'A new leader sets nextIndex after its first entry, which it thereby skips at first.',
    source: 'akka-raft, found by DEMi (raft-58)',
    // The consistency check brings it back: followers refuse what does not follow on their logs.
    property: null,
    mutate: inLeader(
      (base) =>
        class extends base {
          protected override appendNoOp(): void {
            super.appendNoOp();
            this.progress.nextIndex.fill(this.replica.log.lastIndex + 1);
          }
        },
    ),
  },
  {
    id: 'R21',
    description: 'What was sent on trust and lost is not sent again while nobody complains.',
    source: 'etcd raft, probe and replicate states; one of them left out',
    property: 'all-nodes-caught-up',
    mutate: inLeader(
      (base) =>
        class extends base {
          override onEnter(): void {
            this.progress.isStalled = () => false;
            super.onEnter();
          }
        },
    ),
  },
];
