// The sequence of committed entries as the disks alone show it: an entry is committed once a quorum holds
// it durably, each having taken it while in the entry's own term (Raft §5.4.2, Figure 8), and all before
// it are committed with it. No server's commitIndex is asked, so this sequence can judge them all.

import { ancestorAt, type TrieNode } from './trie.ts';

export class Committed {
  /** By index; the trie's root at 0. */
  readonly nodes: TrieNode[];
  /** The term in which the entry was committed: that of the entry a quorum took, by index. Rises. */
  readonly inTerm: number[] = [0];
  /** By client and sequence: where the command first stands in the sequence. */
  private readonly places: (number[] | undefined)[] = [];

  constructor(root: TrieNode) {
    this.nodes = [root];
  }

  get length(): number {
    return this.nodes.length - 1;
  }

  /** Whether the log that ends with `node` agrees with the sequence as far as both go. */
  agreesWith(node: TrieNode): boolean {
    const { length } = this;
    if (node.index <= length) return this.nodes[node.index] === node;
    return ancestorAt(node, length) === this.nodes[length];
  }

  /** Adds a node that a quorum holds, and its ancestors; false if the sequence says otherwise. */
  extendTo(node: TrieNode): boolean {
    if (!this.agreesWith(node)) return false;
    const { length } = this;
    // Grown first, so that the array never has a hole, then filled from its end.
    while (this.length < node.index) this.nodes.push(node);
    for (let ancestor = node; ancestor.index > length; ancestor = ancestor.parent!) {
      this.nodes[ancestor.index] = ancestor;
    }
    for (let index = length + 1; index <= node.index; index++) {
      this.inTerm[index] = node.term;
      this.place(this.nodes[index]!);
    }
    return true;
  }

  /** The last index that was committed in a term below `term`. */
  lengthBefore(term: number): number {
    let index = this.length;
    while (index > 0 && this.inTerm[index]! >= term) index--;
    return index;
  }

  /** Where a client's command stands; 0 = nowhere. */
  indexOf(client: number, sequence: number): number {
    return this.places[client]?.[sequence] ?? 0;
  }

  private place(node: TrieNode): void {
    const { client, sequence } = node.entry!;
    if (sequence === 0) return;
    let places = this.places[client];
    if (places === undefined) {
      places = [];
      this.places[client] = places;
    }
    places[sequence] ??= node.index;
  }
}
