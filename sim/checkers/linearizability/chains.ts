// The first engine: exact while every value that can still be seen was written once. A write and its
// readers are one cluster; clusters linked by swaps, and by appends that somebody saw, one chain; and
// chains have to lie in time without two of them being before each other (Gibbons & Korach 1997, with
// chains for zones). What only deletes leave open, `Absences` keeps open.

import { Absences } from './absences.ts';
import type { Call } from './call.ts';
import {
  type Chain,
  ChainList,
  type Cluster,
  closeUpTo,
  clusterOf,
  valueBefore,
  writesAfter,
} from './chain.ts';
import { Observers } from './observers.ts';
import { Pieces } from './pieces.ts';

/** `rivals`: what the call cannot be ordered with. */
export interface Broken {
  readonly rivals: readonly Call[];
}

export class Chains {
  readonly absences: Absences;
  private readonly list: ChainList = new ChainList();
  /** By what was written. */
  private readonly clusters: Map<string, Cluster> = new Map();
  private readonly pieces: Pieces = new Pieces();
  private readonly observers: Observers = new Observers();
  private live = 1;
  private sweepAt: number;
  private readonly sweepEvery: number;
  private walks = 0;
  private isRelaxed = false;

  /** `sweepEvery`: new chains, at least, before the next look for what is past. */
  constructor(steps: number, sweepEvery: number) {
    this.absences = new Absences(this.list, steps, sweepEvery);
    this.sweepEvery = sweepEvery;
    this.sweepAt = sweepEvery;
  }

  /** False: from here on what they find broken is broken, but they no longer find everything. */
  get isExact(): boolean {
    return !this.isRelaxed;
  }

  /** 'unreadable': values can no longer be told apart, and these chains are of no use any more. */
  invoked(call: Call): 'fine' | 'unreadable' {
    const { kind, text } = call;
    if (kind === 'get' || kind === 'cas') this.observers.add(call);
    if (kind === 'delete') this.absences.deleted(call);
    if (text === null) return 'fine';
    const { pieces, clusters } = this;
    if (kind === 'append' && !pieces.isMarked) {
      if (!pieces.begin(text, clusters.keys())) return 'unreadable';
    } else if (!pieces.isPiece(text)) return 'unreadable';
    const twin = clusters.get(text);
    if (twin === undefined) clusters.set(text, clusterOf(call, kind === 'append' ? null : text));
    else {
      twin.isAmbiguous = true;
      this.relax();
    }
    return 'fine';
  }

  /** Who saw which delete, or which of two equal values, is not asked any more. */
  relax(): void {
    this.isRelaxed = true;
    this.absences.stop();
  }

  /** At the event at which the call ended. */
  returned(call: Call, event: number): Broken | null {
    const broken = this.end(call, event);
    if (broken === null && (this.live >= this.sweepAt || this.absences.isWide)) this.sweep(event);
    return broken;
  }

  /** Whether an unknown write took effect; null where that is not certain. At this event. */
  isProved(call: Call, event: number): boolean | null {
    if (call.kind === 'delete') {
      if (!this.absences.isCertain) this.sweep(event);
      return this.absences.isCertain ? this.absences.isSeen(call) : null;
    }
    const own = this.clusters.get(call.text ?? '');
    return own === undefined || own.write !== call || own.chain !== null;
  }

  private end(call: Call, event: number): Broken | null {
    switch (call.state) {
      case 'pending':
        return null;
      case 'unknown':
        if (call.kind === 'delete') this.absences.ended(call);
        return null;
      case 'seen':
        return (call.kind === 'cas' ? this.withdraw(call) : null) ?? this.observe(call, event);
      case 'failed':
        return this.withdraw(call);
      case 'done':
        return this.confirm(call, event);
    }
  }

  /** The write certainly never took effect. */
  private withdraw(call: Call): Broken | null {
    if (call.kind === 'delete') {
      this.absences.ended(call);
      return this.absences.isBroken ? { rivals: [] } : null;
    }
    if (call.text === null) return null;
    const own = this.clusters.get(call.text);
    // Gone from the map is what was proved, and is past by now.
    if (own?.write !== call) return this.isRelaxed ? null : { rivals: [] };
    if (own.chain !== null) return { rivals: [] };
    if (!own.isAmbiguous) this.clusters.delete(call.text);
    return null;
  }

  /** The write took effect: a chain of its own, but for a swap, which tells what it follows. */
  private confirm(call: Call, event: number): Broken | null {
    if (call.kind === 'delete') {
      this.list.begin('delete', clusterOf(call, null), event, call.invoked);
      this.absences.ended(call);
      this.live++;
      return null;
    }
    let own = this.clusters.get(call.text!);
    if (own?.write !== call) {
      if (!this.isRelaxed) return null;
      own = clusterOf(call, call.text);
    }
    if (own.chain !== null) return null;
    if (call.kind === 'cas') return this.meet(call, call.text!, event);
    this.list.begin(call.kind === 'append' ? 'float' : 'written', own, event, call.invoked);
    this.live++;
    return null;
  }

  private observe(reader: Call, event: number): Broken | null {
    if (reader.told === undefined) return { rivals: [] };
    if (reader.told !== null) return this.meet(reader, reader.told, event);
    this.absences.seen(reader.invoked, event);
    return this.absences.isBroken ? { rivals: this.absences.rivals } : null;
  }

  /** The answer of this call tells that the key held `value`. */
  private meet(call: Call, value: string, event: number): Broken | null {
    const cluster = this.clusters.get(this.pieces.last(value));
    if (cluster === undefined) return { rivals: this.past(event) };
    if (cluster.isAmbiguous) return null;
    const { chain } = cluster;
    if (chain === null || chain.kind === 'float') {
      const placed = this.place(cluster, value, event);
      if (placed === 'open') return null;
      if (placed === 'impossible') return { rivals: [cluster.write] };
    } else if (cluster.text !== value) return { rivals: [cluster.write] };
    const { invoked } = call;
    if (invoked > cluster.closed) return { rivals: [cluster.write, ...writesAfter(cluster)] };
    if (invoked > cluster.latest) cluster.latest = invoked;
    this.list.raise(cluster.chain!, invoked);
    return this.settle(cluster.chain!, cluster);
  }

  /** Puts a write into a chain now that somebody saw what it left, with all that it builds on. */
  private place(cluster: Cluster, value: string, event: number): 'placed' | 'impossible' | 'open' {
    const fresh: Cluster[] = [];
    const walk = ++this.walks;
    for (let at = cluster, held = value; ; ) {
      if (at.isAmbiguous) {
        for (const { write } of fresh)
          if (write.kind === 'append') this.clusters.get(write.text!)!.text = null;
        return 'open';
      }
      if (at.visit === walk || (at.text !== null && at.text !== held)) return 'impossible';
      at.visit = walk;
      at.text = held;
      fresh.push(at);
      const before = at.write.kind === 'put' ? null : valueBefore(at.write, held);
      if (before === null) return this.link(fresh, null, event) ? 'placed' : 'impossible';
      const previous = this.clusters.get(this.pieces.last(before));
      if (previous === undefined) return 'impossible';
      if (previous.chain !== null && previous.chain.kind !== 'float' && !previous.isAmbiguous) {
        if (previous.text !== before || previous.next !== null) return 'impossible';
        return this.link(fresh, previous, event) ? 'placed' : 'impossible';
      }
      at = previous;
      held = before;
    }
  }

  /** `fresh` from its end to its beginning, which follows `source`, or begins a chain. */
  private link(fresh: readonly Cluster[], source: Cluster | null, event: number): boolean {
    const head = fresh[fresh.length - 1]!;
    let first = event;
    let latest = -1;
    for (const cluster of fresh) {
      if (cluster !== fresh[0]) {
        if (cluster.latest > first) return false;
        cluster.closed = first;
      }
      if (cluster.chain !== null) {
        first = Math.min(first, cluster.chain.first);
        this.list.remove(cluster.chain);
      }
      latest = Math.max(latest, cluster.latest);
    }
    const kind = head.write.kind === 'put' ? 'written' : 'bare';
    const chain = source?.chain ?? this.list.begin(kind, head, first, latest);
    let previous = source;
    for (let i = fresh.length - 1; i >= 0; i--) {
      const cluster = fresh[i]!;
      cluster.chain = chain;
      cluster.previous = previous;
      if (previous !== null) previous.next = cluster;
      previous = cluster;
    }
    chain.tail = fresh[0]!;
    this.live += fresh.length;
    if (source === null) {
      if (kind === 'bare') this.absences.rooted(chain);
      return !this.absences.isBroken;
    }
    if (first < chain.first) chain.first = first;
    this.list.raise(chain, latest);
    return closeUpTo(source, first);
  }

  /** Whether the chain can still lie in time beside all others. */
  private settle(chain: Chain, cluster: Cluster): Broken | null {
    const { list, absences } = this;
    if (chain.first < list.past) return { rivals: [cluster.write] };
    const rival = list.rival(chain.first, chain.latest, chain, null);
    if (rival !== null) return { rivals: [cluster.write, rival.tail.write] };
    absences.changed(chain);
    return absences.isBroken ? { rivals: [cluster.write, ...absences.rivals] } : null;
  }

  /** Drops what nobody can see any more: chains that ended before another one began, and closed clusters. */
  private sweep(event: number): void {
    const { list } = this;
    const oldest = this.observers.oldest(event);
    const needed = this.absences.cut(oldest);
    const { highest, high, second } = list.bounds(oldest);
    let left = 0;
    for (let at = list.top; at !== null; ) {
      const { below } = at;
      if (at.first < (at === highest ? second : high) && at.latest <= needed) this.drop(at);
      else left += this.trim(at, oldest);
      at = below;
    }
    this.live = left;
    this.sweepAt = left + Math.max(this.sweepEvery, left >> 3);
  }

  /** A write after which what is past could not be seen. */
  private past(event: number): readonly Call[] {
    const { highest } = this.list.bounds(this.observers.oldest(event));
    return highest === null || this.list.past < 0 ? [] : [highest.tail.write];
  }

  private drop(chain: Chain): void {
    for (let at: Cluster | null = chain.head; at !== null; at = at.next) this.forget(at);
    if (chain.latest > this.list.past) this.list.past = chain.latest;
    this.list.remove(chain);
  }

  /** How many clusters of the chain are left. */
  private trim(chain: Chain, oldest: number): number {
    while (chain.head.closed < oldest && chain.head.next !== null) {
      this.forget(chain.head);
      chain.head = chain.head.next;
      chain.head.previous = null;
    }
    let count = 0;
    for (let at: Cluster | null = chain.head; at !== null; at = at.next) count++;
    return count;
  }

  private forget({ write, isAmbiguous }: Cluster): void {
    if (write.text !== null && !isAmbiguous && this.clusters.get(write.text)?.write === write)
      this.clusters.delete(write.text);
  }
}
