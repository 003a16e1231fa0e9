// The log on a server's disk as the checkers remember it. Which record stands for an entry does not
// matter there: nobody reads a disk before the server starts again.

import { Marks } from './marks.ts';
import type { TrieNode } from './trie.ts';

export class DiskMirror {
  /** By index; the trie's root at 0. */
  readonly nodes: TrieNode[];
  /** Whether the entry was taken while the server was in the entry's own term. */
  readonly takenInTerm: Marks = new Marks();

  constructor(root: TrieNode) {
    this.nodes = [root];
  }

  get lastIndex(): number {
    return this.nodes.length - 1;
  }

  get last(): TrieNode {
    return this.nodes[this.nodes.length - 1]!;
  }

  push(node: TrieNode, takenInTerm: boolean): void {
    this.takenInTerm.set(this.nodes.length, takenInTerm);
    this.nodes.push(node);
  }

  /** Drops every entry at and after `from`. */
  cut(from: number): void {
    this.nodes.length = from;
  }
}
