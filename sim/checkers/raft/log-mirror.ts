// One log as the checkers remember it: in a server's memory, or on its disk.

import type { Entry } from '../../../raft/message.ts';
import type { TrieNode } from './trie.ts';

export class LogMirror {
  /** By index; the trie's root at 0. */
  nodes: TrieNode[];
  /** The entry records themselves, so that an unchanged log is known by identity. */
  entries: (Entry | null)[];
  /** Whether the entry was taken while the server was in the entry's own term. */
  takenInTerm: boolean[];

  constructor(root: TrieNode) {
    this.nodes = [root];
    this.entries = [null];
    this.takenInTerm = [false];
  }

  get lastIndex(): number {
    return this.nodes.length - 1;
  }

  get last(): TrieNode {
    return this.nodes[this.nodes.length - 1]!;
  }

  push(node: TrieNode, entry: Entry, takenInTerm: boolean): void {
    this.nodes.push(node);
    this.entries.push(entry);
    this.takenInTerm.push(takenInTerm);
  }

  /** Drops every entry at and after `from`. */
  cut(from: number): void {
    this.nodes.length = from;
    this.entries.length = from;
    this.takenInTerm.length = from;
  }

  copyFrom(other: LogMirror): void {
    this.nodes = other.nodes.slice();
    this.entries = other.entries.slice();
    this.takenInTerm = other.takenInTerm.slice();
  }
}
