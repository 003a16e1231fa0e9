// A node's disk: ordered writes that become durable together when an fsync ends. A crash keeps some
// prefix of what was not synced, and may leave a part of the first write it loses.

import { diskLanes } from './decision.ts';
import type { DecisionStream } from './decision-stream.ts';
import type { Batch } from './facts.ts';
import type { DiskPlan, Distribution } from './plan.ts';
import { Platter } from './platter.ts';
import type { ProgramKind } from './program.ts';

/** What a crash takes of what was not synced: some of it, all, or nothing. */
export type Loss = 'random' | 'unsynced' | 'nothing';

/** What may become of a damaged disk: that must not be, or its node never returns, or it returns with what is left. */
export type Risk = 'none' | 'ruin' | 'return';

/** lost: less than it had acknowledged is left. rotten: something in the middle is damaged, as its checksum shows. */
export type Damage = 'none' | 'lost' | 'rotten';

export class Disk {
  /** What a restart would find, unless a lie or rot comes out. */
  image: unknown;
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
  private writes = 0;
  private isEmpty = true;
  /** null: its fsyncs tell the truth. */
  private readonly platter: Platter | null;

  /** `imageAtStart`: makes what it holds at the start. */
  constructor(plan: DiskPlan, kind: ProgramKind, decisions: DecisionStream, imageAtStart: () => unknown) {
    this.kind = kind;
    this.plan = plan;
    this.decisions = decisions;
    this.image = imageAtStart();
    this.platter = plan.lies.probability > 0 ? new Platter(kind, imageAtStart) : null;
  }

  /** Writes that it has not confirmed. */
  get unsynced(): number {
    return this.waitingCount;
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
    this.syncEndsAt = now + this.writeLatency() + this.fsyncLatency();
    return this.syncEndsAt;
  }

  /** Writes that are not durable, in order, and how many of them the fsync in progress covers. */
  get pendingWrites(): { readonly writes: readonly unknown[]; readonly syncing: number } {
    return { writes: this.waiting.slice(0, this.waitingCount), syncing: this.syncing };
  }

  /** Writes that it has acknowledged and that a crash may take all the same. */
  get atRisk(): number {
    return this.platter?.atRisk ?? 0;
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
    const lasts = this.platter === null || !this.isLie();
    const lastsFrom = lasts ? null : this.lateFrom(now);
    for (let i = 0; i < covered; i++) {
      if (lasts) this.keep(this.waiting[i], persisted);
      else this.pretend(this.waiting[i], persisted, lastsFrom);
    }
    const ticket = this.tickets[covered - 1] as number;
    this.drop(covered);
    return ticket;
  }

  /**
   * The node dies. `lose`: all unsynced writes, none of them, or a random suffix. Lists what survived. Where there is a
   * `risk`, the disk may also turn out to have lost what it had acknowledged, or to have rotten.
   */
  crash(lose: Loss, now: number, risk: Risk, persisted: Batch<unknown>): Damage {
    this.crashes++;
    const { platter } = this;
    platter?.settle(risk === 'none' ? Number.MAX_SAFE_INTEGER : now);
    const atRisk = platter?.atRisk ?? 0;
    const count = this.waitingCount;
    const kept = this.keptAtCrash(lose, atRisk + count) - atRisk;
    if (kept < 0) {
      const left = platter!.lose(atRisk + kept);
      if (risk === 'return') this.image = left;
      this.hasLost = true;
      this.drop(count);
      this.syncing = 0;
      return 'lost';
    }
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
    if (risk === 'none' || !this.isRotten()) return 'none';
    this.hasLost = true;
    return 'rotten';
  }

  private keep(write: unknown, persisted: Batch<unknown>): void {
    this.kind.persist(this.image, write);
    persisted.push(write);
    this.isEmpty = false;
    this.platter?.keep(write);
  }

  /** Acknowledged, and in the image that everybody believes in. */
  private pretend(write: unknown, persisted: Batch<unknown>, lastsFrom: number | null): void {
    this.kind.persist(this.image, write);
    persisted.push(write);
    this.platter?.lie(write, lastsFrom);
  }

  /** Whether a crash may show that it lost something it had kept. */
  get isTrusty(): boolean {
    return this.platter === null && this.plan.bitRot === 0;
  }

  private isLie(): boolean {
    return this.decisions.happens(this.plan.lies.probability, this.fsyncs, diskLanes.lied);
  }

  private lateFrom(now: number): number | null {
    const { after } = this.plan.lies;
    return after === null ? null : now + this.decisions.duration(after, this.fsyncs, diskLanes.late);
  }

  private isRotten(): boolean {
    return !this.isEmpty && this.decisions.happens(this.plan.bitRot, this.crashes, diskLanes.rotten);
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

  private keptAtCrash(lose: Loss, count: number): number {
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

  /** Of the writes that the fsync about to begin covers. */
  private writeLatency(): number {
    const { writeLatency } = this.plan;
    if (writeLatency.kind === 'constant') return writeLatency.value * this.syncing;
    let latency = 0;
    for (let i = 0; i < this.syncing; i++) {
      latency += this.decisions.duration(writeLatency, ++this.writes, diskLanes.write);
    }
    return latency;
  }

  private fsyncLatency(): number {
    const { decisions, fsyncs, plan } = this;
    const latency = decisions.duration(this.slow ?? plan.fsyncLatency, fsyncs, diskLanes.fsync);
    if (!decisions.happens(plan.stall.probability, fsyncs, diskLanes.stalled)) return latency;
    return latency + decisions.duration(plan.stall.duration, fsyncs, diskLanes.stall);
  }
}
