// What is really on a disk whose fsyncs may lie: the writes that are there for good, and those that it has
// acknowledged while a crash may still take them. Only disks that lie have one.

import type { ProgramKind } from './program.ts';

/** Later than any run ends. */
const never = Number.MAX_SAFE_INTEGER;

export class Platter {
  private readonly kind: ProgramKind;
  private readonly imageAtStart: () => unknown;
  /** In order, since the beginning: an image cannot be taken back, only made again. */
  private readonly kept: unknown[] = [];
  private readonly lied: unknown[] = [];
  /** When each of them is there for good after all, µs. */
  private readonly keptFrom: number[] = [];

  constructor(kind: ProgramKind, imageAtStart: () => unknown) {
    this.kind = kind;
    this.imageAtStart = imageAtStart;
  }

  /** Acknowledged writes that a crash may take. */
  get atRisk(): number {
    return this.lied.length;
  }

  /** A write that a true fsync covers; all before it are there with it. */
  keep(write: unknown): void {
    this.settle(never);
    this.kept.push(write);
  }

  /** A write that is only said to be durable. `keptFrom` null: until the next true fsync. */
  lie(write: unknown, keptFrom: number | null): void {
    this.lied.push(write);
    this.keptFrom.push(keptFrom ?? never);
  }

  /** What has found its way by now, in order. */
  settle(now: number): void {
    const { lied, keptFrom } = this;
    let settled = 0;
    // Nothing overtakes: the last one that is due takes all before it along.
    for (let i = 0; i < lied.length; i++) if (now === never || keptFrom[i]! <= now) settled = i + 1;
    if (settled === 0) return;
    this.kept.push(...lied.splice(0, settled));
    keptFrom.splice(0, settled);
  }

  /** A crash leaves the first `count` of what was at risk; what a restart finds. */
  lose(count: number): unknown {
    this.kept.push(...this.lied.slice(0, count));
    this.lied.length = 0;
    this.keptFrom.length = 0;
    const image = this.imageAtStart();
    for (const write of this.kept) this.kind.persist(image, write);
    return image;
  }
}
