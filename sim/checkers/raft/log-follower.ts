// Keeps a server's mirrored log equal to its view, at a cost in proportion to what changed: an unchanged
// last entry means an unchanged log, and one older entry in turn is looked at again every few events.

import type { Entry } from '../../../raft/message.ts';
import type { LogView } from '../../../raft/view.ts';
import type { LogMirror } from './log-mirror.ts';
import type { NodeMirror } from './node-mirror.ts';
import { changes, type Step } from './step.ts';
import type { Trie, TrieNode } from './trie.ts';

/** An older entry is looked at again once in so many events of a node. */
const eventsPerTurn = 4;

export class LogFollower {
  private readonly trie: Trie;
  private readonly step: Step;

  constructor(trie: Trie, step: Step) {
    this.trie = trie;
    this.step = step;
  }

  follow(node: NodeMirror, view: LogView): number {
    const mirror = node.log;
    const { lastIndex } = view;
    if (lastIndex !== mirror.lastIndex) return this.findChange(node, view);
    if (lastIndex === 0) return 0;
    if (view.entryAt(lastIndex) !== mirror.entries[lastIndex]) return this.findChange(node, view);
    if (++node.turns % eventsPerTurn !== 0) return 0;
    const cursor = node.entryCursor >= lastIndex ? 1 : node.entryCursor + 1;
    node.entryCursor = cursor;
    return view.entryAt(cursor) === mirror.entries[cursor] ? 0 : this.walk(node, view, 1);
  }

  /** Compares everything at and after `from` with the view, and takes over what differs. */
  walk(node: NodeMirror, view: LogView, from: number): number {
    const mirror = node.log;
    const { lastIndex } = view;
    let seen = 0;
    for (let index = from; index <= lastIndex; index++) {
      const entry = view.entryAt(index);
      if (index <= mirror.lastIndex && entry === mirror.entries[index]) continue;
      if (entry === undefined) {
        this.step.isLogTouched = true;
        this.step.holeAt = index;
        return seen | this.truncate(mirror, index) | changes.log;
      }
      seen |= this.put(node, mirror, index, entry);
    }
    return seen | this.truncate(mirror, lastIndex + 1);
  }

  /** Finds the trie nodes of what the machine applied. */
  applied(node: NodeMirror): void {
    const { step } = this;
    const { applied } = step.facts;
    const mirror = node.log;
    for (let i = 0; i < applied.count; i++) {
      const { index } = applied.items[i]!;
      const entry = applied.items[i]!.entry as Entry;
      if (mirror.entries[index] === entry) step.applied.push(mirror.nodes[index]!);
      else step.applied.push(this.nodeOf(mirror.nodes[Math.min(index - 1, mirror.lastIndex)]!, entry));
    }
  }

  private findChange(node: NodeMirror, view: LogView): number {
    const mirror = node.log;
    let kept = Math.min(view.lastIndex, mirror.lastIndex);
    while (kept > 0 && view.entryAt(kept) !== mirror.entries[kept]) kept--;
    return this.walk(node, view, kept + 1);
  }

  private put(node: NodeMirror, mirror: LogMirror, index: number, entry: Entry): number {
    const { step } = this;
    let seen = 0;
    const found = this.nodeOf(mirror.nodes[index - 1]!, entry);
    if (index <= mirror.lastIndex) {
      if (mirror.nodes[index] === found) {
        // The same entry in another record.
        mirror.entries[index] = entry;
        return 0;
      }
      seen = this.truncate(mirror, index);
    }
    step.isLogTouched = true;
    if (step.appendedFrom === 0) step.appendedFrom = index;
    mirror.push(found, entry, entry.term === node.currentTerm);
    if (index <= node.commitIndex) seen |= changes.beneath;
    return seen | changes.log | (step.created.count > 0 ? changes.created : 0);
  }

  private truncate(mirror: LogMirror, from: number): number {
    if (from > mirror.lastIndex) return 0;
    const { step } = this;
    step.isLogTouched = true;
    if (step.truncatedFrom === 0) {
      step.truncatedFrom = from;
      step.truncated = mirror.nodes[from]!;
    }
    mirror.cut(from);
    return changes.log | changes.cut;
  }

  private nodeOf(parent: TrieNode, entry: Entry): TrieNode {
    const found = this.trie.find(parent, entry);
    if (found !== null) return found;
    const made = this.trie.add(parent, entry);
    this.step.isLogTouched = true;
    this.step.created.push(made);
    return made;
  }
}
