// The log in a server's memory as the checkers remember it.

import type { Entry } from '../../../raft/message.ts';
import type { DiskMirror } from './disk-mirror.ts';
import { Marks } from './marks.ts';
import type { TrieNode } from './trie.ts';

export class LogMirror {
  /** By index; the trie's root at 0. */
  nodes: TrieNode[];
  /** The entry records themselves, so that an unchanged log is known by identity. */
  entries: (Entry | null)[];
  /** Whether the entry was taken while the server was in the entry's own term. */
  readonly takenInTerm: Marks = new Marks();

  constructor(root: TrieNode) {
    this.nodes = [root];
    this.entries = [null];
  }

  get lastIndex(): number {
    return this.nodes.length - 1;
  }

  get last(): TrieNode {
    return this.nodes[this.nodes.length - 1]!;
  }

  push(node: TrieNode, entry: Entry, takenInTerm: boolean): void {
    this.takenInTerm.set(this.nodes.length, takenInTerm);
    this.nodes.push(node);
    this.entries.push(entry);
  }

  /** Drops every entry at and after `from`. */
  cut(from: number): void {
    this.nodes.length = from;
    this.entries.length = from;
  }

  /** What a restart finds. */
  readFrom(disk: DiskMirror): void {
    this.nodes = disk.nodes.slice();
    this.entries = disk.nodes.map(({ entry }) => entry);
    this.takenInTerm.copyFrom(disk.takenInTerm);
  }
}
