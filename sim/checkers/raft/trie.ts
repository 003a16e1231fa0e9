// Every entry that any log ever held, as a tree: one node an entry and history. Two logs agree up to an
// index exactly when they hold the same node there, so a prefix is compared by one pointer.

import type { Entry } from '../../../raft/message.ts';

/** An entry together with all that came before it. */
export class TrieNode {
  readonly index: number;
  readonly term: number;
  /** null only at the root, which stands before the first entry. */
  readonly entry: Entry | null;
  readonly parent: TrieNode | null;
  /** How many nodes hold it durably, having taken it while in its own term. */
  holders = 0;
  /** Whether it stood in a log before the run began: nobody saw who made it. */
  isInitial = false;
  firstChild: TrieNode | null = null;
  nextSibling: TrieNode | null = null;
  /** The node made before this one at the same index, of whatever history. */
  nextAtIndex: TrieNode | null = null;

  constructor(index: number, term: number, entry: Entry | null, parent: TrieNode | null) {
    this.index = index;
    this.term = term;
    this.entry = entry;
    this.parent = parent;
  }
}

export class Trie {
  readonly root: TrieNode = new TrieNode(0, 0, null, null);
  /** Nodes made, the root not counted. */
  size = 0;
  private readonly newestAt: TrieNode[] = [];

  /** The node of `entry` after `parent`, if it has been seen. */
  find(parent: TrieNode, entry: Entry): TrieNode | null {
    for (let child = parent.firstChild; child !== null; child = child.nextSibling) {
      if (child.entry === entry || isSameEntry(child.entry!, entry)) return child;
    }
    return null;
  }

  add(parent: TrieNode, entry: Entry): TrieNode {
    const node = new TrieNode(parent.index + 1, entry.term, entry, parent);
    node.nextSibling = parent.firstChild;
    parent.firstChild = node;
    node.nextAtIndex = this.newestAt[node.index] ?? null;
    this.newestAt[node.index] = node;
    this.size++;
    return node;
  }

  /** Another entry, or another history, under the same index and term: what Log Matching rules out. */
  twinOf(node: TrieNode): TrieNode | null {
    for (let other = this.newestAt[node.index] ?? null; other !== null; other = other.nextAtIndex) {
      if (other !== node && other.term === node.term) return other;
    }
    return null;
  }

  /** Any pair of twins in the whole tree, found by looking at every node. */
  anyTwin(): TrieNode | null {
    for (let index = 1; index < this.newestAt.length; index++) {
      for (let node = this.newestAt[index] ?? null; node !== null; node = node.nextAtIndex) {
        if (this.twinOf(node) !== null) return node;
      }
    }
    return null;
  }
}

/** The node at `index` on the way from the root to `node`; `node` itself where it does not reach so far. */
export function ancestorAt(node: TrieNode, index: number): TrieNode {
  let ancestor = node;
  while (ancestor.index > index) ancestor = ancestor.parent!;
  return ancestor;
}

/** Whether two records say the same entry; a program may copy what it is sent. */
export function isSameEntry(one: Entry, other: Entry): boolean {
  if (one === other) return true;
  return (
    one.term === other.term &&
    one.client === other.client &&
    one.sequence === other.sequence &&
    JSON.stringify(one.command) === JSON.stringify(other.command)
  );
}
