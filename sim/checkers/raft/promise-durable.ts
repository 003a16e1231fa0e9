// Persist, then promise: no vote is asked for or given, no entry acknowledged and no client answered
// before what is promised is on disk.

import type { Message } from '../../../raft/message.ts';
import type { Mirror } from './mirror.ts';
import type { NodeMirror } from './node-mirror.ts';
import { counted, type Finding, type RaftChecker } from './raft-checker.ts';
import { changes, type Step } from './step.ts';

export class PromiseDurable implements RaftChecker {
  readonly property = 'promise-durable';
  readonly source = 'Raft §5.6, Figure 2 (persistent state), thesis §3.8';
  readonly scope = 'deep';
  readonly watches: number = changes.sent | changes.answered;
  private readonly mirror: Mirror;
  private looked = 0;

  constructor(mirror: Mirror) {
    this.mirror = mirror;
  }

  check(step: Step): Finding | null {
    const { sent, answered } = step.facts;
    const { node } = step;
    for (let i = 0; i < sent.count; i++) {
      const what = this.unkept(node, sent.items[i]!);
      if (what !== '') return this.report(node.id, what);
    }
    for (let i = 0; i < answered.count; i++) {
      const { client, sequence, outcome } = answered.items[i]!;
      if (outcome.kind !== 'ok' || !this.mirror.requests.isWrite(client, sequence)) continue;
      this.looked++;
      if (this.mirror.committed.indexOf(client, sequence) > 0) continue;
      return this.report(
        node.id,
        `answered client ${client} (sequence ${sequence}) before a quorum held its entry`,
      );
    }
    return null;
  }

  detail(): string {
    return counted(this.looked, 'promise');
  }

  /** What the message promises that the disk does not hold; '' when there is no such thing. */
  private unkept(node: NodeMirror, message: Message): string {
    switch (message.kind) {
      case 'AppendEntries':
        if (node.durableTerm >= message.term) return '';
        return `led term ${message.term} with term ${node.durableTerm} on disk`;
      case 'AppendEntriesReply':
        if (!message.body.success) return '';
        this.looked++;
        return this.unheld(node, message.to, message.term, message.body.matchIndex);
      case 'RequestVote':
        this.looked++;
        return voteOnDisk(node, message.term, node.id)
          ? ''
          : `asked for votes in term ${message.term} before its own was on disk`;
      case 'RequestVoteReply':
        if (!message.body.voteGranted) return '';
        this.looked++;
        return voteOnDisk(node, message.term, message.to)
          ? ''
          : `gave n${message.to} its vote in term ${message.term} before it was on disk`;
      case 'PreVote':
      case 'PreVoteReply':
        return '';
    }
  }

  private unheld(node: NodeMirror, to: number, term: number, matchIndex: number): string {
    const { durableLog } = node;
    if (matchIndex > durableLog.lastIndex) {
      return `acknowledged entries up to ${matchIndex} with a log up to ${durableLog.lastIndex} on disk`;
    }
    if (term > node.durableTerm)
      return `acknowledged entries in term ${term} with term ${node.durableTerm} on disk`;
    const leader = this.mirror.nodes[to];
    // The acknowledgement is about that leader's log, where it still leads and can be compared.
    if (leader === undefined || !leader.isLeader || leader.currentTerm !== term) return '';
    if (node.currentTerm !== term || durableLog.nodes[matchIndex] === leader.log.nodes[matchIndex]) return '';
    return `acknowledged entries up to ${matchIndex}, and its disk holds others there than leader n${to}`;
  }

  private report(node: number, what: string): Finding {
    const { durableTerm, durableVote, durableLog } = this.mirror.nodes[node]!;
    return {
      node,
      message: `n${node} ${what}`,
      evidence: { durableTerm, durableVote, durableLastIndex: durableLog.lastIndex },
    };
  }
}

/** A later term on disk came after the vote; writes keep their order. */
function voteOnDisk(node: NodeMirror, term: number, candidate: number): boolean {
  return node.durableTerm > term || (node.durableTerm === term && node.durableVote === candidate);
}
