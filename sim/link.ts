// One direction between two nodes: its settings now, and the fate of its n-th message.

import { linkLanes } from './decision.ts';
import type { DecisionStream } from './decision-stream.ts';
import type { Distribution, LinkOverride, LinkPlan } from './plan.ts';

const microsecondsASecond = 1_000_000;

export class Link {
  latency: Distribution;
  loss: number;
  duplicate: number;
  corrupt: number;
  reorderProbability: number;
  reorderWindow: number;
  bandwidth: number;
  queueBytes: number;
  /** Faults that cut this link at present. */
  cuts = 0;

  private readonly decisions: DecisionStream;
  private sentCount = 0;
  /** When the line is free again, given the bandwidth. */
  private freeAt = 0;

  constructor(settings: LinkPlan, decisions: DecisionStream) {
    this.decisions = decisions;
    this.latency = settings.latency;
    this.loss = settings.loss;
    this.duplicate = settings.duplicate;
    this.corrupt = settings.corrupt;
    this.reorderProbability = settings.reorder.probability;
    this.reorderWindow = settings.reorder.window;
    this.bandwidth = settings.bandwidth;
    this.queueBytes = settings.queueBytes;
  }

  apply(set: LinkOverride): void {
    if (set.latency !== null) this.latency = set.latency;
    if (set.loss !== null) this.loss = set.loss;
    if (set.duplicate !== null) this.duplicate = set.duplicate;
    if (set.corrupt !== null && set.corrupt !== undefined) this.corrupt = set.corrupt;
    if (set.reorder !== null) {
      this.reorderProbability = set.reorder.probability;
      this.reorderWindow = set.reorder.window;
    }
    if (set.bandwidth !== null) this.bandwidth = set.bandwidth;
  }

  restore(settings: LinkPlan): void {
    this.latency = settings.latency;
    this.loss = settings.loss;
    this.duplicate = settings.duplicate;
    this.corrupt = settings.corrupt;
    this.reorderProbability = settings.reorder.probability;
    this.reorderWindow = settings.reorder.window;
    this.bandwidth = settings.bandwidth;
  }

  /** Counts the message; every later question is about this one. */
  next(): void {
    this.sentCount++;
  }

  isLost(): boolean {
    return this.decisions.happens(this.loss, this.sentCount, linkLanes.lost);
  }

  isDuplicated(): boolean {
    return this.decisions.happens(this.duplicate, this.sentCount, linkLanes.duplicated);
  }

  isCorrupted(): boolean {
    return this.decisions.happens(this.corrupt, this.sentCount, linkLanes.corrupted);
  }

  isCopyCorrupted(): boolean {
    return this.decisions.happens(this.corrupt, this.sentCount, linkLanes.copyCorrupted);
  }

  /** Time in flight, µs, bandwidth aside. */
  latencyOfMessage(): number {
    const latency = this.decisions.duration(this.latency, this.sentCount, linkLanes.latency);
    if (!this.decisions.happens(this.reorderProbability, this.sentCount, linkLanes.reordered)) return latency;
    const fixed = this.decisions.fixed(this.sentCount, linkLanes.extra);
    return latency + (fixed ?? this.decisions.pick(this.reorderWindow + 1, this.sentCount, linkLanes.extra));
  }

  latencyOfCopy(): number {
    return this.decisions.duration(this.latency, this.sentCount, linkLanes.copyLatency);
  }

  /** Waits for the line and occupies it: µs until the last byte has left; -1 when the queue is full. */
  queueFor(bytes: number, now: number): number {
    if (this.bandwidth === 0) return 0;
    const waiting = this.freeAt > now ? this.freeAt - now : 0;
    if (this.queueBytes > 0 && (waiting * this.bandwidth) / microsecondsASecond > this.queueBytes) return -1;
    this.freeAt = now + waiting + Math.ceil((bytes * microsecondsASecond) / this.bandwidth);
    return this.freeAt - now;
  }
}
