// The first engine: exact for gets, puts and swaps while every value that can still be seen was written
// once. A write and its readers are one cluster, clusters linked by swaps one chain, and chains have to
// lie in time without two of them being before each other (Gibbons & Korach 1997, with chains for zones).

import type { Call } from './call.ts';
import { nothing } from './values.ts';

/** A value, its write and those who saw it. */
interface Cluster {
  readonly value: number;
  readonly write: Call | null;
  /** Null while nothing proves that the write took effect. */
  chain: Chain | null;
  /** Latest call among its write and readers. */
  latest: number;
  /** The first answer that tells of a later cluster of the same chain: no reader may be called after it. */
  closed: number;
  next: Cluster | null;
  previous: Cluster | null;
}

/** Neighbours in time order by `latest`. */
interface Chain {
  head: Cluster;
  tail: Cluster;
  /** Event of the first answer that proves it, and the latest call in it. */
  first: number;
  latest: number;
  /** Position among the live chains while sweeping. */
  below: Chain | null;
  above: Chain | null;
}

/** `rivals`: what the call cannot be ordered with. */
export interface Broken {
  readonly rivals: readonly Call[];
}

const open = Number.MAX_SAFE_INTEGER;

export class Chains {
  private readonly clusters: Map<number, Cluster> = new Map();
  /** The chain with the latest call; others follow by `below`. */
  private top: Chain;
  private live = 1;
  private sweepAt = 32;
  /** The latest call of a chain that was given up as past: whatever ended before it is past too. */
  private past = -1;
  private readonly observers: Call[] = [];
  private observersFrom = 0;

  constructor() {
    const start = clusterOf(nothing, null, -1);
    this.top = { head: start, tail: start, first: -1, latest: -1, below: null, above: null };
    start.chain = this.top;
    this.clusters.set(nothing, start);
  }

  /** 'ambiguous': somebody else has to judge from here on. */
  invoked(call: Call): 'fine' | 'ambiguous' {
    if (call.kind === 'append' || call.kind === 'delete') return 'ambiguous';
    if (call.kind !== 'put') this.observers.push(call);
    if (call.kind === 'get') return 'fine';
    if (this.clusters.has(call.value)) return 'ambiguous';
    this.clusters.set(call.value, clusterOf(call.value, call, call.invoked));
    return 'fine';
  }

  /** At the event at which the call ended. */
  returned(call: Call, event: number): Broken | null {
    if (call.kind === 'get') return call.state === 'seen' ? this.observe(call, event) : null;
    const own = this.clusters.get(call.value);
    switch (call.state) {
      case 'pending':
      case 'unknown':
        return null;
      case 'failed':
      case 'seen':
        if (own?.write === call) {
          if (own.chain !== null) return { rivals: [] };
          this.clusters.delete(call.value);
        }
        return call.state === 'seen' ? this.observe(call, event) : null;
      case 'done':
        // Proved before and past by now: no answer of a write can contradict that.
        if (own?.write !== call) return null;
        return this.prove(own, event) ?? this.settle(own.chain!, event, call.kind === 'cas');
    }
  }

  private observe(reader: Call, event: number): Broken | null {
    const cluster = this.clusters.get(reader.seen);
    if (cluster === undefined) return { rivals: [] };
    const broken = this.prove(cluster, event);
    if (broken !== null) return broken;
    const { invoked } = reader;
    if (invoked > cluster.closed) return { rivals: writesAfter(cluster) };
    if (invoked > cluster.latest) cluster.latest = invoked;
    const chain = cluster.chain!;
    if (invoked > chain.latest) this.raise(chain, invoked);
    return this.settle(chain, event, true);
  }

  /** The write of this cluster took effect: puts it into a chain, with all that it builds on. */
  private prove(cluster: Cluster, event: number): Broken | null {
    const write = cluster.write;
    if (cluster.chain === null) {
      if (write === null || write.kind !== 'cas') this.begin(cluster, event);
      else {
        const broken = this.link(cluster, write, event);
        if (broken !== null) return broken;
      }
    }
    this.close(cluster, event);
    return null;
  }

  private begin(cluster: Cluster, event: number): void {
    const chain: Chain = {
      head: cluster,
      tail: cluster,
      first: event,
      latest: -1,
      below: null,
      above: null,
    };
    cluster.chain = chain;
    this.live++;
    chain.below = this.top;
    this.top.above = chain;
    this.top = chain;
    chain.latest = cluster.latest;
    this.sink(chain);
  }

  private link(cluster: Cluster, swap: Call, event: number): Broken | null {
    const source = this.clusters.get(swap.expected);
    if (source === undefined || source === cluster) return { rivals: [] };
    if (source.chain === null) {
      // Swaps that build on each other in a circle prove nothing.
      if (this.isCircular(swap, source)) return { rivals: [] };
      const broken = this.prove(source, event);
      if (broken !== null) return broken;
    }
    const chain = source.chain;
    if (chain === null) return { rivals: [] };
    if (source.next !== null) return { rivals: writesAfter(source) };
    source.next = cluster;
    cluster.previous = source;
    this.live++;
    cluster.chain = chain;
    chain.tail = cluster;
    if (cluster.latest > chain.latest) this.raise(chain, cluster.latest);
    this.close(cluster, event);
    return null;
  }

  private isCircular(swap: Call, source: Cluster): boolean {
    for (let at: Cluster | undefined = source; at !== undefined && at.chain === null; ) {
      if (at.write === swap) return true;
      if (at.write?.kind !== 'cas') return false;
      at = this.clusters.get(at.write.expected);
      if (at === source) return true;
    }
    return false;
  }

  /** An answer tells of this cluster: those before it in the chain are over. */
  private close(cluster: Cluster, event: number): void {
    for (let at = cluster.previous; at !== null && at.closed === open; at = at.previous) at.closed = event;
  }

  private raise(chain: Chain, latest: number): void {
    chain.latest = latest;
    while (chain.above !== null && chain.above.latest <= latest) this.swapUp(chain);
  }

  private sink(chain: Chain): void {
    while (chain.below !== null && chain.below.latest > chain.latest) this.swapUp(chain.below);
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

  /** Looks for a chain that would be both before and after this one; only those that overlap its end are met. */
  private settle(chain: Chain, event: number, isObserver: boolean): Broken | null {
    const { first, latest } = chain;
    if (first < this.past && isObserver) return { rivals: [] };
    for (let at: Chain | null = this.top; at !== null && at.latest > first; at = at.below)
      if (at !== chain && at.first < latest) return { rivals: writesOf(at) };
    if (this.live >= this.sweepAt) this.sweep(event);
    return null;
  }

  /** Drops what nobody can see any more: chains that ended before another one began, and closed clusters. */
  private sweep(event: number): void {
    const oldest = this.oldestObserver(event);
    let high = -1;
    let second = -1;
    for (let at: Chain | null = this.top; at !== null && second < 0; at = at.below) {
      if (at.first >= oldest) continue;
      if (high < 0) high = at.latest;
      else second = at.latest;
    }
    let left = 0;
    let isFirst = true;
    for (let at: Chain | null = this.top; at !== null; at = at.below) {
      let bound = high;
      if (at.first < oldest && isFirst) {
        isFirst = false;
        bound = second;
      }
      if (at.first < Math.max(bound, this.past) && at !== this.top) this.drop(at);
      else left += this.trim(at, oldest);
    }
    this.live = left;
    this.sweepAt = 2 * left + 32;
  }

  private drop(chain: Chain): void {
    for (let at: Cluster | null = chain.head; at !== null; at = at.next) this.clusters.delete(at.value);
    if (chain.latest > this.past) this.past = chain.latest;
    if (chain.above !== null) chain.above.below = chain.below;
    if (chain.below !== null) chain.below.above = chain.above;
  }

  /** How many clusters of the chain are left. */
  private trim(chain: Chain, oldest: number): number {
    while (chain.head.closed < oldest && chain.head.next !== null) {
      this.clusters.delete(chain.head.value);
      chain.head = chain.head.next;
      chain.head.previous = null;
    }
    let count = 0;
    for (let at: Cluster | null = chain.head; at !== null; at = at.next) count++;
    return count;
  }

  /** The call event of the oldest get or cas that waits for its answer. */
  private oldestObserver(event: number): number {
    const { observers } = this;
    while (this.observersFrom < observers.length && observers[this.observersFrom]!.state !== 'pending')
      this.observersFrom++;
    if (this.observersFrom > 1024 && this.observersFrom * 2 > observers.length) {
      observers.splice(0, this.observersFrom);
      this.observersFrom = 0;
    }
    return observers[this.observersFrom]?.invoked ?? event;
  }
}

function clusterOf(value: number, write: Call | null, latest: number): Cluster {
  return { value, write, chain: null, latest, closed: open, next: null, previous: null };
}

function writesAfter(cluster: Cluster): readonly Call[] {
  const { next } = cluster;
  return next === null || next.write === null ? [] : [next.write];
}

function writesOf(chain: Chain): readonly Call[] {
  return chain.tail.write === null ? [] : [chain.tail.write];
}
