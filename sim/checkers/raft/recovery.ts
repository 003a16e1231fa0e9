// A restarted server is what its disk says: term, vote and log, no more and no less.

import type { Mirror } from './mirror.ts';
import { counted, type Finding, type RaftChecker } from './raft-checker.ts';
import { changes, type Step } from './step.ts';
import { isSameEntry } from './trie.ts';

export class Recovery implements RaftChecker {
  readonly property = 'recovery';
  readonly source = 'Raft §5.6, Figure 2 (persistent state)';
  readonly scope = 'deep';
  readonly watches: number = changes.started;
  private readonly mirror: Mirror;
  private looked = 0;

  constructor(mirror: Mirror) {
    this.mirror = mirror;
  }

  check(step: Step): Finding | null {
    this.looked++;
    const { id, currentTerm, votedFor, log, durableTerm, durableVote, durableLog } = step.node;
    if (currentTerm !== durableTerm) return this.report(id, `in term ${currentTerm}`, `term ${durableTerm}`);
    if (votedFor !== durableVote) return this.report(id, `with a vote for n${votedFor}`, `n${durableVote}`);
    if (log.last === durableLog.last) return null;
    return this.report(id, `with a log up to ${log.lastIndex}`, `another, up to ${durableLog.lastIndex}`);
  }

  /** The mirrored disks against the disks themselves. */
  audit(): Finding | null {
    for (let id = 1; id <= this.mirror.size; id++) {
      const { durableTerm, durableVote, durableLog } = this.mirror.nodes[id]!;
      const { currentTerm, votedFor, entries } = this.mirror.cluster.image(id);
      if (currentTerm !== durableTerm)
        return this.report(id, `with term ${currentTerm} to find`, `${durableTerm}`);
      if (votedFor !== durableVote)
        return this.report(id, `with a vote for n${votedFor} to find`, `n${durableVote}`);
      for (let index = 1; index <= Math.max(entries.length, durableLog.lastIndex); index++) {
        const own = durableLog.nodes[index]?.entry;
        const found = entries[index - 1];
        if (found !== undefined && own && isSameEntry(own, found)) continue;
        return this.report(id, `with another entry to find at index ${index}`, 'its own');
      }
    }
    return null;
  }

  detail(): string {
    return counted(this.looked, 'start');
  }

  private report(node: number, what: string, wrote: string): Finding {
    return {
      node,
      message: `n${node} started ${what}, and what it had made durable is ${wrote}`,
      evidence: { durableTerm: this.mirror.nodes[node]!.durableTerm },
    };
  }
}
