// What one event changed at one server: bits that say which kinds of things, and the values before.
// One record is reused for the whole run.

import type { Write } from '../../../raft/host.ts';
import type { Message } from '../../../raft/message.ts';
import type { RoleName } from '../../../raft/view.ts';
import { Batch, type Facts } from '../../facts.ts';
import type { NodeMirror } from './node-mirror.ts';
import type { TrieNode } from './trie.ts';

/** A checker watches a set of these and is called when one of them is set. */
export const changes = {
  started: 1,
  crashed: 2,
  term: 4,
  vote: 8,
  role: 16,
  elected: 32,
  commit: 64,
  /** The view's lastApplied. */
  applied: 0x80,
  /** The log in memory grew, shrank or was replaced. */
  log: 0x100,
  /** An entry that no log held before. */
  created: 0x200,
  /** A leader's matchIndex or nextIndex. */
  progress: 0x400,
  sent: 0x800,
  /** Writes became durable. */
  persisted: 0x1000,
  /** The state machine applied entries. */
  machine: 0x2000,
  answered: 0x4000,
  request: 0x8000,
  /** The sequence of committed entries grew, or two of them part. */
  committed: 0x10000,
  /** A server used its vote so that others may know of it. */
  ballot: 0x20000,
  /** A follower's reply reached a leader. */
  reply: 0x40000,
  /** A leader's alarm rang. */
  leaderAlarm: 0x80000,
  preVote: 0x100000,
  preVoteReply: 0x200000,
  /** Entries were removed from the log in memory or on disk. */
  cut: 0x400000,
  /** The log in memory was given entries at or below its commitIndex. */
  beneath: 0x800000,
} as const;

export class Step {
  facts: Facts<Message, Write>;
  node: NodeMirror;

  // The server before the event.
  role: RoleName = 'follower';
  currentTerm = 0;
  votedFor = 0;
  commitIndex = 0;
  lastApplied = 0;
  /** The last entry of its log. */
  last: TrieNode;

  /** Whether any of what follows was set, up to `created`. */
  isLogTouched = false;
  /** First index removed from the log in memory, and the node that stood there; 0, null = none. */
  truncatedFrom = 0;
  truncated: TrieNode | null = null;
  /** First index that was appended or replaced; 0 = none. */
  appendedFrom = 0;
  /** An index at or below lastIndex at which the view has no entry; 0 = none. */
  holeAt = 0;
  /** The same for the log on disk. */
  durableTruncatedFrom = 0;
  durableTruncated: TrieNode | null = null;

  /** Length of the committed sequence before the event; an entry that a quorum holds and that contradicts it. */
  committedBefore = 0;
  contradiction: TrieNode | null = null;

  readonly created: Batch<TrieNode> = new Batch();
  /** The entries of the facts' `applied`, in the same order. */
  readonly applied: Batch<TrieNode> = new Batch();
  /** Followers whose progress changed, and their matchIndex before. */
  readonly progressed: Batch<number> = new Batch();
  readonly matchBefore: Batch<number> = new Batch();

  constructor(facts: Facts<Message, Write>, node: NodeMirror) {
    this.facts = facts;
    this.node = node;
    this.last = node.log.last;
  }

  begin(facts: Facts<Message, Write>, node: NodeMirror, committed: number): void {
    // Pointers are stored only where they differ: a store costs the collector's bookkeeping.
    if (this.facts !== facts) this.facts = facts;
    if (this.node !== node) this.node = node;
    if (this.role !== node.role) this.role = node.role;
    this.currentTerm = node.currentTerm;
    this.votedFor = node.votedFor;
    this.commitIndex = node.commitIndex;
    this.lastApplied = node.lastApplied;
    const { nodes } = node.log;
    this.last = nodes[nodes.length - 1]!;
    this.committedBefore = committed;
    this.progressed.count = 0;
    this.matchBefore.count = 0;
    this.applied.count = 0;
    if (this.isLogTouched) this.forgetLog();
  }

  private forgetLog(): void {
    this.isLogTouched = false;
    this.truncatedFrom = 0;
    this.truncated = null;
    this.appendedFrom = 0;
    this.holeAt = 0;
    this.durableTruncatedFrom = 0;
    this.durableTruncated = null;
    this.contradiction = null;
    this.created.count = 0;
  }
}
