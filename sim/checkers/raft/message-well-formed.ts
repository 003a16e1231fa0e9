// Every message says what its sender may say: from itself, to another, in no later term than its own, and
// with the entries, indexes and terms that its log has, or had when it stood for election.

import type { Message } from '../../../raft/message.ts';
import type { Mirror } from './mirror.ts';
import type { NodeMirror } from './node-mirror.ts';
import { counted, type Finding, type RaftChecker } from './raft-checker.ts';
import { changes, type Step } from './step.ts';
import { isSameEntry, type TrieNode } from './trie.ts';

type Append = Extract<Message, { readonly kind: 'AppendEntries' }>;
type Candidacy = Extract<Message, { readonly kind: 'RequestVote' | 'PreVote' }>;

export class MessageWellFormed implements RaftChecker {
  readonly property = 'message-well-formed';
  readonly source = 'Raft Figure 2 (RPCs)';
  readonly scope = 'deep';
  readonly watches: number = changes.sent | changes.term;
  private readonly mirror: Mirror;
  /** By node: the term it last stood in, and the last entry of its log then. */
  private readonly stoodIn: number[];
  private readonly stoodWith: TrieNode[];
  private looked = 0;

  constructor(mirror: Mirror) {
    this.mirror = mirror;
    this.stoodIn = mirror.nodes.map(() => 0);
    this.stoodWith = mirror.nodes.map(({ log }) => log.last);
  }

  check(step: Step): Finding | null {
    const { sent } = step.facts;
    const { node } = step;
    if (node.currentTerm !== step.currentTerm && node.votedFor === node.id) {
      this.stoodIn[node.id] = node.currentTerm;
      this.stoodWith[node.id] = node.log.last;
    }
    for (let i = 0; i < sent.count; i++) {
      const message = sent.items[i]!;
      this.looked++;
      const what = this.envelope(node, message) || this.body(step, message);
      if (what !== '') return this.report(node.id, message, what);
    }
    return null;
  }

  detail(): string {
    return counted(this.looked, 'message');
  }

  private envelope({ id, currentTerm }: NodeMirror, { from, to, term }: Message): string {
    if (from !== id) return `names n${from} as its sender`;
    if (!(to >= 1 && to <= this.mirror.size) || to === id) return `goes to n${to}`;
    if (!(term >= 0 && term <= currentTerm)) return `is of term ${term}, its sender of term ${currentTerm}`;
    return '';
  }

  private body({ node, facts }: Step, message: Message): string {
    switch (message.kind) {
      case 'AppendEntries':
        return this.append(node, message);
      case 'AppendEntriesReply':
        if (!message.body.success || message.body.matchIndex <= node.log.lastIndex) return '';
        return `acknowledges up to ${message.body.matchIndex}, its sender's log ends at ${node.log.lastIndex}`;
      case 'RequestVote':
        return this.candidacy(node, message);
      case 'RequestVoteReply':
        if (!message.body.voteGranted || message.term !== node.currentTerm) return '';
        return node.votedFor === message.to ? '' : `grants a vote that went to n${node.votedFor}`;
      case 'PreVote':
        if (message.body.nextTerm <= message.term)
          return `asks about term ${message.body.nextTerm} in term ${message.term}`;
        // What leaves when the disk is done was said when the term was new; the log may have grown since.
        return node.role === 'candidate' && facts.kind !== 'durable' ? tellsOf(node.log.last, message) : '';
      case 'PreVoteReply':
        return '';
    }
  }

  /** It may leave late, when its sender's disk is done, and follows or stands anew by then. */
  private candidacy({ id, role, currentTerm, log }: NodeMirror, message: Candidacy): string {
    if (this.stoodIn[id] === message.term) return tellsOf(this.stoodWith[id]!, message);
    return role === 'candidate' && message.term === currentTerm ? tellsOf(log.last, message) : '';
  }

  private append(node: NodeMirror, { term, body }: Append): string {
    if (node.role !== 'leader' || node.currentTerm !== term) {
      return this.mirror.elections.leaderOf(term) === node.id
        ? ''
        : `is of term ${term}, which its sender does not lead`;
    }
    const { prevLogIndex, prevLogTerm, entries, leaderCommit } = body;
    const { log } = node;
    const previous = log.nodes[prevLogIndex];
    if (previous === undefined || previous.term !== prevLogTerm) {
      return `puts term ${prevLogTerm} at index ${prevLogIndex}, where the leader's log has ${previous?.term ?? 'nothing'}`;
    }
    for (let i = 0; i < entries.length; i++) {
      const own = log.entries[prevLogIndex + 1 + i];
      if (own === entries[i]) continue;
      if (own === undefined || own === null || !isSameEntry(own, entries[i]!)) {
        return `carries at index ${prevLogIndex + 1 + i} an entry that the leader's log does not hold`;
      }
    }
    return leaderCommit <= node.commitIndex
      ? ''
      : `tells of commitIndex ${leaderCommit}, the leader's is ${node.commitIndex}`;
  }

  private report(node: number, { kind, from, to, term }: Message, what: string): Finding {
    return {
      node,
      message: `a ${kind} that n${node} sent ${what}`,
      evidence: { kind, from, to, term },
    };
  }
}

function tellsOf(last: TrieNode, { body }: Candidacy): string {
  const { lastLogIndex, lastLogTerm } = body;
  if (lastLogIndex === last.index && lastLogTerm === last.term) return '';
  return `tells of a log that ends at ${lastLogIndex} in term ${lastLogTerm}; it ends at ${last.index} in term ${last.term}`;
}
