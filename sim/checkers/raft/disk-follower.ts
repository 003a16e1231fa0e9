// Folds what became durable into the mirrored disk, and finds out what a quorum thereby holds.

import type { DurableState } from '../../../raft/durable.ts';
import type { Write } from '../../../raft/host.ts';
import type { Entry } from '../../../raft/message.ts';
import type { Committed } from './committed.ts';
import type { Elections } from './elections.ts';
import type { NodeMirror } from './node-mirror.ts';
import { changes, type Step } from './step.ts';
import { isSameEntry, type Trie, type TrieNode } from './trie.ts';

export class DiskFollower {
  private readonly trie: Trie;
  private readonly step: Step;
  private readonly committed: Committed;
  private readonly elections: Elections;
  private readonly quorum: number;

  constructor(trie: Trie, step: Step, committed: Committed, elections: Elections, quorum: number) {
    this.trie = trie;
    this.step = step;
    this.committed = committed;
    this.elections = elections;
    this.quorum = quorum;
  }

  persist(node: NodeMirror): number {
    const { persisted } = this.step.facts;
    let seen = changes.persisted as number;
    for (let i = 0; i < persisted.count; i++) seen |= this.fold(node, persisted.items[i]!);
    return seen;
  }

  /** The disk holds something else than it had acknowledged: a prefix of that, or what a lost truncation brings back. */
  reread(node: NodeMirror, image: DurableState): number {
    const { durableLog } = node;
    const { entries } = image;
    let same = 0;
    while (same < entries.length && same < durableLog.lastIndex) {
      if (!isSameEntry(durableLog.nodes[same + 1]!.entry!, entries[same]!)) break;
      same++;
    }
    let seen = changes.persisted | this.truncate(node, same + 1);
    node.durableTerm = image.currentTerm;
    node.durableVote = image.votedFor;
    for (let i = same; i < entries.length; i++) seen |= this.append(node, entries[i]!);
    return seen;
  }

  private fold(node: NodeMirror, write: Write): number {
    switch (write.kind) {
      case 'hard-state':
        node.durableTerm = write.currentTerm;
        node.durableVote = write.votedFor;
        if (write.votedFor === 0) return 0;
        this.elections.vote(write.currentTerm, node.id, write.votedFor);
        return changes.ballot;
      case 'truncate':
        return this.truncate(node, write.from);
      case 'append': {
        let seen = 0;
        for (let i = 0; i < write.entries.length; i++) seen |= this.append(node, write.entries[i]!);
        return seen;
      }
    }
  }

  private truncate(node: NodeMirror, from: number): number {
    const log = node.durableLog;
    if (from > log.lastIndex) return 0;
    const { step } = this;
    step.isLogTouched = true;
    // The lowest of several: what was removed after it stood on what was removed there.
    if (step.durableTruncatedFrom === 0 || from < step.durableTruncatedFrom) {
      step.durableTruncatedFrom = from;
      step.durableTruncated = log.nodes[from]!;
    }
    for (let index = from; index <= log.lastIndex; index++) {
      if (log.takenInTerm.at(index)) log.nodes[index]!.holders--;
    }
    log.cut(from);
    return changes.cut;
  }

  private append(node: NodeMirror, entry: Entry): number {
    const log = node.durableLog;
    const parent = log.last;
    const index = parent.index + 1;
    // Usually the entry still stands in memory, where its node is known.
    const inMemory = node.log.entries[index] === entry ? node.log.nodes[index]! : null;
    const isKnown = inMemory !== null && inMemory.parent === parent;
    let seen = 0;
    let held = isKnown ? inMemory : this.trie.find(parent, entry);
    if (held === null) {
      held = this.trie.add(parent, entry);
      this.step.isLogTouched = true;
      this.step.created.push(held);
      seen = changes.created;
    }
    // Writes keep their order, so the term on disk is the one in which the entry was written.
    const takenInTerm = entry.term === node.durableTerm || (isKnown && node.log.takenInTerm.at(index));
    log.push(held, takenInTerm);
    return takenInTerm ? seen | this.count(held) : seen;
  }

  private count(held: TrieNode): number {
    held.holders++;
    if (held.holders !== this.quorum) return 0;
    if (!this.committed.extendTo(held)) {
      this.step.isLogTouched = true;
      this.step.contradiction ??= held;
    }
    return changes.committed;
  }
}
