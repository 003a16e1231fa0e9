// Every property of Raft that is checked, in the order in which they are judged and reported: what a
// client or a committed state can show first, then what a single server does wrong.

import { AppliedMonotonic } from './applied-monotonic.ts';
import { AppliedWithinCommit } from './applied-within-commit.ts';
import { CommitMonotonic } from './commit-monotonic.ts';
import { CommitRule } from './commit-rule.ts';
import { CommitWithinLog } from './commit-within-log.ts';
import { CommittedAgreement } from './committed-agreement.ts';
import { CommittedDurable } from './committed-durable.ts';
import { CommittedNeverTruncated } from './committed-never-truncated.ts';
import { ElectionQuorum } from './election-quorum.ts';
import { ElectionSafety } from './election-safety.ts';
import { EntriesAfterElection } from './entries-after-election.ts';
import { EntryOrigin } from './entry-origin.ts';
import { LeaderAppendOnly } from './leader-append-only.ts';
import { LeaderCompleteness } from './leader-completeness.ts';
import { LeaderStickiness } from './leader-stickiness.ts';
import { LogMatching } from './log-matching.ts';
import { LogTerms } from './log-terms.ts';
import { MatchMonotonic } from './match-monotonic.ts';
import { MatchTruth } from './match-truth.ts';
import { MessageWellFormed } from './message-well-formed.ts';
import { NextAboveMatch } from './next-above-match.ts';
import { NoLostAcknowledgedWrite } from './no-lost-acknowledged-write.ts';
import { OneVoteATerm } from './one-vote-a-term.ts';
import { PreVoteFirst } from './pre-vote-first.ts';
import { PreVoteHarmless } from './pre-vote-harmless.ts';
import { PromiseDurable } from './promise-durable.ts';
import { QuorumContact } from './quorum-contact.ts';
import type { RaftCheckerClass } from './raft-checker.ts';
import { ReadFreshness } from './read-freshness.ts';
import { Recovery } from './recovery.ts';
import { RefusedNeverCommitted } from './refused-never-committed.ts';
import { RoleTransitions } from './role-transitions.ts';
import { SessionExactlyOnce } from './session-exactly-once.ts';
import { StateDivergence } from './state-divergence.ts';
import { StateMachineSafety } from './state-machine-safety.ts';
import { TermMonotonic } from './term-monotonic.ts';
import { VoteUpToDate } from './vote-up-to-date.ts';

export const raftCheckers: readonly RaftCheckerClass[] = [
  ElectionSafety,
  LogMatching,
  LeaderCompleteness,
  StateMachineSafety,
  StateDivergence,
  CommittedNeverTruncated,
  CommittedAgreement,
  NoLostAcknowledgedWrite,
  SessionExactlyOnce,
  ReadFreshness,
  RefusedNeverCommitted,
  ElectionQuorum,
  OneVoteATerm,
  VoteUpToDate,
  TermMonotonic,
  RoleTransitions,
  PreVoteHarmless,
  PreVoteFirst,
  LeaderStickiness,
  LeaderAppendOnly,
  EntryOrigin,
  EntriesAfterElection,
  LogTerms,
  CommitMonotonic,
  CommitWithinLog,
  CommitRule,
  CommittedDurable,
  AppliedMonotonic,
  AppliedWithinCommit,
  NextAboveMatch,
  MatchMonotonic,
  MatchTruth,
  PromiseDurable,
  MessageWellFormed,
  Recovery,
  QuorumContact,
];
