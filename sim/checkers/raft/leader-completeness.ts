// An entry committed in some term is in the log of every leader of a later term. Looked at from both
// sides: when a leader is elected, and when an entry turns out committed after a later leader's election.

import type { Election } from './elections.ts';
import type { Mirror } from './mirror.ts';
import { counted, type Finding, type RaftChecker } from './raft-checker.ts';
import { changes, type Step } from './step.ts';
import { ancestorAt } from './trie.ts';

export class LeaderCompleteness implements RaftChecker {
  readonly property = 'leader-completeness';
  readonly source = 'Raft §5.4, Figure 3';
  readonly scope = 'end-to-end';
  readonly watches: number = changes.elected | changes.committed;
  private readonly mirror: Mirror;
  private compared = 0;

  constructor(mirror: Mirror) {
    this.mirror = mirror;
  }

  check(step: Step): Finding | null {
    const { elections, committed } = this.mirror;
    const newest = elections.won.at(-1);
    if (newest === undefined) return null;
    if (newest.event === step.facts.event && newest.leader === step.node.id) {
      const finding = this.lacks(newest, committed.lengthBefore(newest.term));
      if (finding !== null) return finding;
    }
    const { length } = committed;
    if (length === step.committedBefore) return null;
    const { term } = committed.nodes[length]!;
    if (term >= elections.highestTerm) return null;
    for (const election of elections.won) {
      if (election.term <= term) continue;
      const finding = this.lacks(election, length);
      if (finding !== null) return finding;
    }
    return null;
  }

  /** Every election against every entry committed before it, from the last one down. */
  audit(): Finding | null {
    const { elections, committed } = this.mirror;
    for (const election of elections.won) {
      let own = election.last;
      for (let index = committed.length; index > 0; index--) {
        if (committed.inTerm[index]! >= election.term) continue;
        own = ancestorAt(own, index);
        if (own !== committed.nodes[index]) return this.lacks(election, index);
      }
    }
    return null;
  }

  detail(): string {
    return counted(
      this.compared,
      'leader compared with what was committed',
      'leaders compared with what was committed',
    );
  }

  /** Whether the log of the elected ends before `index` or stands for something else there. */
  private lacks({ last, leader, term }: Election, index: number): Finding | null {
    this.compared++;
    if (index === 0) return null;
    const entry = this.mirror.committed.nodes[index]!;
    if (last.index >= index && ancestorAt(last, index) === entry) return null;
    return {
      node: leader,
      message: `n${leader} leads term ${term} without the entry at index ${index} that was committed in term ${this.mirror.committed.inTerm[index]}`,
      evidence: { term, leader, index, entryTerm: entry.term, lastIndex: last.index, lastTerm: last.term },
    };
  }
}
