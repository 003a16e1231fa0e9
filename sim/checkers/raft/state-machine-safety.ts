// No two servers apply different entries at the same index.

import type { Mirror } from './mirror.ts';
import { counted, type Finding, type RaftChecker } from './raft-checker.ts';
import { changes, type Step } from './step.ts';
import { isSameEntry, type TrieNode } from './trie.ts';

export class StateMachineSafety implements RaftChecker {
  readonly property = 'state-machine-safety';
  readonly source = 'Raft §5.4.3, Figure 3';
  readonly scope = 'end-to-end';
  readonly watches: number = changes.machine;
  private readonly mirror: Mirror;
  /** By index: what the first server applied there. */
  private readonly applied: (TrieNode | undefined)[] = [];
  private looked = 0;

  constructor(mirror: Mirror) {
    this.mirror = mirror;
  }

  check(step: Step): Finding | null {
    const { applied } = this;
    const facts = step.facts.applied;
    for (let i = 0; i < facts.count; i++) {
      const { index } = facts.items[i]!;
      const node = step.applied.items[i]!;
      const first = applied[index];
      this.looked++;
      if (first === undefined) applied[index] = node;
      else if (first !== node) return finding(step.node.id, index, node, first);
    }
    return null;
  }

  /** What each server's log holds up to its lastApplied, entry by entry. */
  audit(): Finding | null {
    for (const node of this.mirror.nodes) {
      const { log, lastApplied } = node;
      if (!node.isUp) continue;
      for (let index = 1; index <= Math.min(lastApplied, log.lastIndex); index++) {
        const first = this.applied[index];
        if (first === undefined || isSameEntry(first.entry!, log.entries[index]!)) continue;
        return finding(node.id, index, log.nodes[index]!, first);
      }
    }
    return null;
  }

  detail(): string {
    return `${counted(this.looked, 'entry', 'entries')} applied`;
  }
}

function finding(node: number, index: number, own: TrieNode, first: TrieNode): Finding {
  return {
    node,
    message: `n${node} applied at index ${index} the entry of ${words(own)}, where another server had applied that of ${words(first)}`,
    evidence: { index, term: own.term, firstTerm: first.term },
  };
}

function words({ term, entry }: TrieNode): string {
  const { client, sequence } = entry!;
  return sequence === 0 ? `term ${term}` : `term ${term} (client ${client}, sequence ${sequence})`;
}
