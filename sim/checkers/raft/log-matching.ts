// Two entries of the same index and term are the same entry, and so are all before them.

import type { Mirror } from './mirror.ts';
import { counted, type Finding, type RaftChecker } from './raft-checker.ts';
import { changes, type Step } from './step.ts';
import type { TrieNode } from './trie.ts';

export class LogMatching implements RaftChecker {
  readonly property = 'log-matching';
  readonly source = 'Raft §5.3, Figure 3';
  readonly scope = 'end-to-end';
  readonly watches: number = changes.created;
  private readonly mirror: Mirror;

  constructor(mirror: Mirror) {
    this.mirror = mirror;
  }

  check(step: Step): Finding | null {
    for (let i = 0; i < step.created.count; i++) {
      const made = step.created.items[i]!;
      if (this.mirror.trie.twinOf(made) !== null) return finding(step.node.id, made);
    }
    return null;
  }

  audit(): Finding | null {
    const twin = this.mirror.trie.anyTwin();
    return twin === null ? null : finding(0, twin);
  }

  detail(): string {
    return counted(this.mirror.trie.size, 'entry', 'entries');
  }
}

function finding(node: number, { index, term }: TrieNode): Finding {
  const where = node === 0 ? 'some logs hold' : `n${node} holds`;
  return {
    node,
    message: `${where} at index ${index} an entry of term ${term} that differs, or follows another history, from the one seen there before`,
    evidence: { index, term },
  };
}
