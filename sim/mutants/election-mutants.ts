// Mistakes in elections: how votes are asked for, given and counted.

import { type Message, messageOf } from '../../raft/message.ts';
import type { MessageOf } from '../../raft/roles/role.ts';
import { entryOverheadBytes } from '../../raft/size.ts';
import { inCandidate, inFollower, inLeader, inServer } from './change.ts';
import type { Mutant } from './mutant.ts';

export const electionMutants: readonly Mutant[] = [
  {
    id: 'E01',
    description: 'Votes are counted by message, so that a doubled reply counts twice.',
    source: 'xraft #27',
    property: 'election-quorum',
    mutate: inCandidate(
      (base) =>
        class extends base {
          protected override countGrant(): void {
            this.grants++;
          }
        },
    ),
  },
  {
    id: 'E02',
    description: 'A vote of an older term counts for the present candidacy.',
    source: 'xraft #33; willemt/raft b754309',
    property: 'election-quorum',
    mutate: inCandidate(
      (base) =>
        class extends base {
          protected override isStale(message: Message): boolean {
            return message.kind !== 'RequestVoteReply' && super.isStale(message);
          }
        },
    ),
  },
  {
    id: 'E05',
    description: 'The longer log counts as newer, whatever its last term.',
    source: 'thesis §3.6.1; a usual mistake of students',
    property: 'vote-up-to-date',
    mutate: inFollower(
      (base) =>
        class extends base {
          protected override isUpToDate(lastLogIndex: number): boolean {
            return lastLogIndex >= this.replica.log.lastIndex;
          }
        },
    ),
  },
  {
    id: 'E06',
    description: 'Votes are given without a look at the candidate’s log.',
    source: 'Raft §5.4.1 left out',
    property: 'leader-completeness',
    mutate: inFollower(
      (base) =>
        class extends base {
          protected override isUpToDate(): boolean {
            return true;
          }
        },
    ),
  },
  {
    id: 'E10',
    description: 'A late pre-vote is counted as a vote.',
    source: 'cowsql/raft 0ed45532; canonical/raft #196',
    property: 'election-quorum',
    mutate: inCandidate(
      (base) =>
        class extends base {
          protected override onPreVoteReply(reply: MessageOf<'PreVoteReply'>): void {
            const { nextTerm, voteGranted } = reply.body;
            if (this.preVoting) super.onPreVoteReply(reply);
            else if (voteGranted && nextTerm === this.replica.currentTerm) {
              this.countGrant(reply.from);
              this.leadIfElected();
            }
          }
        },
    ),
  },
  {
    id: 'E12',
    description: 'Being asked for a pre-vote raises the term.',
    source: 'rabbitmq/ra bbd00102',
    property: 'pre-vote-harmless',
    mutate: inFollower(
      (base) =>
        class extends base {
          protected override mayGrantPreVote(message: MessageOf<'PreVote'>): boolean {
            const mayGrant = super.mayGrantPreVote(message);
            const { nextTerm } = message.body;
            if (nextTerm > this.replica.currentTerm) this.replica.setHardState(nextTerm, 0);
            return mayGrant;
          }
        },
    ),
  },
  {
    id: 'E18',
    description: 'Votes are asked for before the own vote is durable.',
    source: 'hashicorp/raft 901ac15; sofa-jraft #1245',
    property: 'term-monotonic',
    mutate: inServer(
      (base) =>
        class extends base {
          protected override promise(message: Message): void {
            if (message.kind === 'RequestVote') this.host.send(message);
            else super.promise(message);
          }
        },
    ),
  },
  {
    id: 'E19',
    description: 'A vote is given before it is durable.',
    source: 'sofa-jraft #1241; raft-java #57; dragonboat #409',
    property: 'promise-durable',
    mutate: inServer(
      (base) =>
        class extends base {
          protected override promise(message: Message): void {
            if (message.kind === 'RequestVoteReply') this.host.send(message);
            else super.promise(message);
          }
        },
    ),
  },
  {
    id: 'E22',
    description: 'Half of the votes is enough in clusters of even size.',
    source: 'hashicorp/raft 163a55f; CCF (incorrect election quorum tally)',
    property: 'election-safety',
    mutate: inCandidate(
      (base) =>
        class extends base {
          protected override isMajority(votes: number): boolean {
            return votes >= this.replica.members.length / 2;
          }
        },
    ),
  },
  {
    id: 'E31',
    description: 'A vote is judged by the term and vote on disk, and recorded with those in memory.',
    source: 'vesoft-inc/nebula #685, #2405',
    property: 'one-vote-a-term',
    mutate: inFollower(
      (base) =>
        class extends base {
          protected override mayGrant(message: MessageOf<'RequestVote'>): boolean {
            const { body, from } = message;
            const { replica } = this;
            const isFree = !replica.hardStateDurable || replica.votedFor === 0 || replica.votedFor === from;
            return isFree && this.isUpToDate(body.lastLogIndex, body.lastLogTerm);
          }
        },
    ),
  },
  {
    id: 'W01',
    description: 'A leader that sees a later term takes it over and goes on leading.',
    source: 'Raft §5.1 left out',
    property: 'role-transitions',
    mutate: inLeader(
      (base) =>
        class extends base {
          override onMessage(message: Message): void {
            const { replica } = this;
            if (message.term > replica.currentTerm) replica.setHardState(message.term, 0);
            super.onMessage(message);
          }
        },
    ),
  },
  {
    id: 'W14',
    description: 'A candidate appends the first entry of its term before it has won it.',
    source: 'Raft §5.3 broken on purpose',
    property: 'entries-after-election',
    mutate: inCandidate(
      (base) =>
        class extends base {
          protected override startElection(): void {
            super.startElection();
            const { log, currentTerm: term } = this.replica;
            const index = log.lastIndex + 1;
            const bytes = entryOverheadBytes;
            this.replica.append({
              index,
              term,
              command: null,
              client: 0,
              sequence: 0,
              acknowledgedBelow: 0,
              bytes,
            });
          }
        },
    ),
  },
  {
    id: 'W15',
    description: 'A server forgets at once that it has heard a leader, and helps whoever asks.',
    source: 'thesis §4.2.3 left out',
    property: 'leader-stickiness',
    mutate: inFollower(
      (base) =>
        class extends base {
          protected override hearsLeader(): boolean {
            return false;
          }
        },
    ),
  },
  {
    id: 'W02',
    description: 'A candidate claims a longer log than it has.',
    source: 'Raft Figure 2 (RequestVote) broken on purpose',
    property: 'message-well-formed',
    mutate: inServer(
      (base) =>
        class extends base {
          protected override promise(message: Message): void {
            if (message.kind !== 'RequestVote') {
              super.promise(message);
              return;
            }
            const { from, to, term, body } = message;
            const lastLogIndex = body.lastLogIndex + 1;
            super.promise(messageOf('RequestVote', from, to, term, { ...body, lastLogIndex }));
          }
        },
    ),
  },
];
