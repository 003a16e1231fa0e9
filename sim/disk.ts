// A node's disk: ordered writes that become durable together when an fsync ends. A crash keeps some
// prefix of what was not synced, and may leave a part of the first write it loses.

import { diskLanes } from './decision.ts';
import type { DecisionStream } from './decision-stream.ts';
import type { Batch } from './facts.ts';
import type { DiskPlan, Distribution } from './plan.ts';
import type { ProgramKind } from './program.ts';

export class Disk {
  /** What a restart would find. */
  readonly image: unknown;
  /** fsync latency in place of the plan's while a fault makes the disk slow. */
  slow: Distribution | null = null;
  /** Faults that stop all syncing at present, and that refuse all writes. */
  stalls = 0;
  refusals = 0;
  /** Whether it lost or changed something that it had kept. */
  hasLost = false;

  private readonly kind: ProgramKind;
  private readonly plan: DiskPlan;
  private readonly decisions: DecisionStream;
  private readonly waiting: unknown[] = [];
  private readonly tickets: number[] = [];
  private waitingCount = 0;
  /** How many of the waiting writes the fsync in progress covers; 0 = idle. */
  private syncing = 0;
  private syncEndsAt = 0;
  private fsyncs = 0;
  private crashes = 0;
  private bytesWritten = 0;

  /** `image`: what it holds at the start. */
  constructor(plan: DiskPlan, kind: ProgramKind, decisions: DecisionStream, image: unknown) {
    this.kind = kind;
    this.plan = plan;
    this.decisions = decisions;
    this.image = image;
  }

  /** false when the disk is full or refuses: the write and all after it are lost. */
  write(write: unknown, ticket: number): boolean {
    if (this.refusals > 0) return false;
    if (this.plan.capacity > 0) {
      this.bytesWritten += this.kind.writeBytes(write);
      if (this.bytesWritten > this.plan.capacity) return false;
    }
    this.waiting[this.waitingCount] = write;
    this.tickets[this.waitingCount++] = ticket;
    return true;
  }

  /** Whether it is full by its capacity, for good. */
  get isWornOut(): boolean {
    return this.plan.capacity > 0 && this.bytesWritten > this.plan.capacity;
  }

  /** Starts an fsync over all that waits, if idle: the instant it ends, or -1 when there is nothing to do. */
  beginSync(now: number): number {
    if (this.syncing > 0 || this.waitingCount === 0 || this.stalls > 0) return -1;
    this.syncing = this.waitingCount;
    this.fsyncs++;
    this.syncEndsAt = now + this.fsyncLatency();
    return this.syncEndsAt;
  }

  /** When the fsync in progress would end by itself; -1 = idle. */
  get busyUntil(): number {
    return this.syncing > 0 ? this.syncEndsAt : -1;
  }

  /** The fsync ends, unless it is not due or stalled: folds what it covered into the image, lists it, and returns the last ticket; 0 = none. */
  endSync(now: number, persisted: Batch<unknown>): number {
    const covered = this.syncing;
    if (covered === 0 || this.stalls > 0 || now < this.syncEndsAt) return 0;
    this.syncing = 0;
    for (let i = 0; i < covered; i++) this.keep(this.waiting[i], persisted);
    const ticket = this.tickets[covered - 1] as number;
    this.drop(covered);
    return ticket;
  }

  /** The node dies. `lose`: all unsynced writes, none of them, or a random suffix. Lists what survived. */
  crash(lose: 'random' | 'unsynced' | 'nothing', persisted: Batch<unknown>): void {
    this.crashes++;
    const count = this.waitingCount;
    const kept = this.keptAtCrash(lose, count);
    for (let i = 0; i < kept; i++) this.keep(this.waiting[i], persisted);
    if (
      kept < count &&
      lose !== 'nothing' &&
      this.decisions.happens(this.plan.tornWrites, this.crashes, diskLanes.torn)
    ) {
      const part = this.kind.tear(this.waiting[kept], this.decisions.bits(this.crashes, diskLanes.tear));
      if (part !== null) this.keep(part, persisted);
    }
    this.drop(count);
    this.syncing = 0;
  }

  private keep(write: unknown, persisted: Batch<unknown>): void {
    this.kind.persist(this.image, write);
    persisted.push(write);
  }

  /** Forgets the first `count` writes; the arrays keep their room. */
  private drop(count: number): void {
    const { waiting, tickets } = this;
    const left = this.waitingCount - count;
    for (let i = 0; i < left; i++) {
      waiting[i] = waiting[count + i];
      tickets[i] = tickets[count + i]!;
    }
    for (let i = left; i < this.waitingCount; i++) waiting[i] = null;
    this.waitingCount = left;
  }

  private keptAtCrash(lose: 'random' | 'unsynced' | 'nothing', count: number): number {
    if (lose === 'nothing') return count;
    if (lose === 'unsynced') return 0;
    const fixed = this.decisions.fixed(this.crashes, diskLanes.kept);
    if (fixed !== undefined) return Math.min(fixed, count);
    let kept = 0;
    // The draw is mixed on for each write, so that more writes need no more lanes.
    let word = this.decisions.bits(this.crashes, diskLanes.kept);
    while (kept < count && word < this.plan.keepUnsynced) {
      kept++;
      word = Math.imul(word ^ (word >>> 15), 0x2c1b3c6d) >>> 0;
      word = (word ^ (word >>> 12)) >>> 0;
    }
    return kept;
  }

  private fsyncLatency(): number {
    const { decisions, fsyncs, plan } = this;
    const latency = decisions.duration(this.slow ?? plan.fsyncLatency, fsyncs, diskLanes.fsync);
    if (!decisions.happens(plan.stall.probability, fsyncs, diskLanes.stalled)) return latency;
    return latency + decisions.duration(plan.stall.duration, fsyncs, diskLanes.stall);
  }
}
