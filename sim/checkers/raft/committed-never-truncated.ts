// No server removes an entry that is committed, whether it knows so or not, once it is in the term in which it was
// committed. One that still follows the leader of an older term may: it is none of the quorum that committed it.

import type { Mirror } from './mirror.ts';
import { counted, type Finding, type RaftChecker } from './raft-checker.ts';
import { changes, type Step } from './step.ts';
import type { TrieNode } from './trie.ts';

export class CommittedNeverTruncated implements RaftChecker {
  readonly property = 'committed-never-truncated';
  readonly source = 'Raft §5.4.3';
  readonly scope = 'end-to-end';
  readonly watches: number = changes.cut;
  private readonly mirror: Mirror;
  private looked = 0;

  constructor(mirror: Mirror) {
    this.mirror = mirror;
  }

  check(step: Step): Finding | null {
    if (step.truncated !== null && step.truncatedFrom <= step.commitIndex) {
      this.looked++;
      return this.report(step, step.truncatedFrom, `below its commitIndex ${step.commitIndex}`);
    }
    return this.judge(step, step.truncated) ?? this.judge(step, this.removedFromDisk(step));
  }

  detail(): string {
    return counted(this.looked, 'truncation');
  }

  /**
   * What a disk loses no server has removed; whether enough disks are left is another property's question. Nor is it
   * news that a slow disk at last removes what memory gave up long ago: that was judged then, and others may have
   * committed the entry since.
   */
  private removedFromDisk({ node, durableTruncated, facts }: Step): TrieNode | null {
    if (durableTruncated === null || facts.damage === 'lost') return null;
    return node.isUp && node.log.nodes[durableTruncated.index] === durableTruncated ? durableTruncated : null;
  }

  /** If the first entry removed was not committed, none after it was. */
  private judge(step: Step, removed: TrieNode | null): Finding | null {
    if (removed === null) return null;
    this.looked++;
    const { committed } = this.mirror;
    if (committed.nodes[removed.index] !== removed) return null;
    if (step.node.currentTerm < committed.inTerm[removed.index]!) return null;
    return this.report(step, removed.index, 'that a quorum holds');
  }

  private report(step: Step, index: number, why: string): Finding {
    return {
      node: step.node.id,
      message: `n${step.node.id} removed from its log the entry at index ${index}, ${why}`,
      evidence: { index, commitIndex: step.commitIndex },
    };
  }
}
