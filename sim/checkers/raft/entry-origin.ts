// Every entry is first held by the leader of the entry's term, in that term: nobody else makes entries.

import type { Mirror } from './mirror.ts';
import { counted, type Finding, type RaftChecker } from './raft-checker.ts';
import { changes, type Step } from './step.ts';

export class EntryOrigin implements RaftChecker {
  readonly property = 'entry-origin';
  readonly source = 'Raft §5.3';
  readonly scope = 'deep';
  readonly watches: number = changes.created;
  private readonly mirror: Mirror;

  constructor(mirror: Mirror) {
    this.mirror = mirror;
  }

  check(step: Step): Finding | null {
    const { node } = step;
    for (let i = 0; i < step.created.count; i++) {
      const { index, term } = step.created.items[i]!;
      if (node.role === 'leader' && node.currentTerm === term) continue;
      return {
        node: node.id,
        message: `n${node.id} (${node.role}, term ${node.currentTerm}) is the first to hold an entry of term ${term} at index ${index}`,
        evidence: { index, term, currentTerm: node.currentTerm, role: node.role },
      };
    }
    return null;
  }

  /** Every entry in a log has a term that somebody led. */
  audit(): Finding | null {
    for (const node of this.mirror.nodes) {
      for (const { index, term, isInitial } of node.log.nodes) {
        if (index === 0 || isInitial || this.mirror.elections.leaderOf(term) !== 0) continue;
        return {
          node: node.id,
          message: `n${node.id} holds an entry of term ${term} at index ${index}, and nobody led that term`,
          evidence: { index, term },
        };
      }
    }
    return null;
  }

  detail(): string {
    return counted(this.mirror.trie.size, 'entry', 'entries');
  }
}
