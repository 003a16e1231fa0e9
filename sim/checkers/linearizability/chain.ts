// Chains: writes that followed each other without anything between, with those who saw what they left;
// and the live ones of a key in order of their latest calls.

import { type Call, expectedOf, never } from './call.ts';

/** A write, what it left, and those who saw that. */
export interface Cluster {
  readonly write: Call;
  /** The whole value that it left; null for an append of which nobody knows where it stands. */
  text: string | null;
  /** Null while nothing proves that the write took effect. */
  chain: Chain | null;
  /** Latest call among its write and readers. */
  latest: number;
  /** The first answer that tells of a later cluster of the same chain: no reader may be called after it. */
  closed: number;
  next: Cluster | null;
  previous: Cluster | null;
  /** The last walk that met it. */
  visit: number;
  /** Written again while it could still be seen: what is told of it counts for nothing from then on. */
  isAmbiguous: boolean;
}

/** 'bare' begins where the key held nothing; 'float' is an answered append that nobody has seen. */
export type ChainKind = 'written' | 'bare' | 'float' | 'delete';

export interface Chain {
  readonly kind: ChainKind;
  head: Cluster;
  tail: Cluster;
  /** Event of the first answer that proves it, and the latest call in it. */
  first: number;
  latest: number;
  /** Neighbours by `latest`. */
  below: Chain | null;
  above: Chain | null;
  isGone: boolean;
}

export function clusterOf(write: Call, text: string | null): Cluster {
  return {
    write,
    text,
    chain: null,
    latest: write.invoked,
    closed: never,
    next: null,
    previous: null,
    visit: 0,
    isAmbiguous: false,
  };
}

/** What a swap or an append that left `value` found. */
export function valueBefore(write: Call, value: string): string | null {
  if (write.kind === 'cas') return expectedOf(write);
  return value.slice(0, value.length - write.text!.length) || null;
}

/** An answer of `event` tells of a later cluster: this one and those before it are over. */
export function closeUpTo(cluster: Cluster, event: number): boolean {
  for (let at: Cluster | null = cluster; at !== null && at.closed > event; at = at.previous) {
    if (at.latest > event) return false;
    at.closed = event;
  }
  return true;
}

export function writesAfter({ next }: Cluster): readonly Call[] {
  return next === null ? [] : [next.write];
}

export class ChainList {
  /** The chain with the latest call; others follow by `below`. */
  top: Chain | null = null;
  /** The latest call of a chain that was given up as past: whatever ended before it is past too. */
  past = -1;

  /** A new chain; its clusters are linked by the caller. */
  begin(kind: ChainKind, cluster: Cluster, first: number, latest: number): Chain {
    const below = this.top;
    const chain: Chain = {
      kind,
      head: cluster,
      tail: cluster,
      first,
      latest,
      below,
      above: null,
      isGone: false,
    };
    if (below !== null) below.above = chain;
    this.top = chain;
    cluster.chain = chain;
    while (chain.below !== null && chain.below.latest > latest) this.swapUp(chain.below);
    return chain;
  }

  remove(chain: Chain): void {
    const { above, below } = chain;
    if (above === null) this.top = below;
    else above.below = below;
    if (below !== null) below.above = above;
    chain.isGone = true;
  }

  raise(chain: Chain, latest: number): void {
    if (latest <= chain.latest) return;
    chain.latest = latest;
    while (chain.above !== null && chain.above.latest <= latest) this.swapUp(chain);
  }

  /** A chain that would have to lie both before and after one with these bounds; only those that overlap are met. */
  rival(first: number, latest: number, self: Chain | null, own: Call | null): Chain | null {
    for (let at = this.top; at !== null && at.latest > first; at = at.below)
      if (at.first < latest && at !== self && at.tail.write !== own) return at;
    return null;
  }

  /** The chain with the latest call of those that lie before this one. */
  latestBefore(chain: Chain): Chain | null {
    for (let at = this.top; at !== null; at = at.below)
      if (at !== chain && at.kind !== 'float' && at.first < chain.latest) return at;
    return null;
  }

  /**
   * What was proved before `high` is past, when nobody who waits was called before `oldest`: it lies before
   * the chain with the latest call of those that ended before that, `highest`; and that itself by `second`.
   */
  bounds(oldest: number): { highest: Chain | null; high: number; second: number } {
    let highest: Chain | null = null;
    for (let at = this.top; at !== null; at = at.below) {
      // A float may still join what came before it.
      if (at.first >= oldest || at.kind === 'float') continue;
      if (highest !== null)
        return { highest, high: Math.max(highest.latest, this.past), second: Math.max(at.latest, this.past) };
      highest = at;
    }
    return { highest, high: Math.max(highest?.latest ?? -1, this.past), second: this.past };
  }

  private swapUp(chain: Chain): void {
    const above = chain.above!;
    const { below } = chain;
    above.below = below;
    if (below !== null) below.above = above;
    chain.above = above.above;
    if (chain.above === null) this.top = chain;
    else chain.above.below = chain;
    chain.below = above;
    above.above = chain;
  }
}
