// Matches sightings of nothing with deletes: depth first, in the order in which they came, and never
// twice from blocks that allow less than some from which there was no way on.

import { allowAsMuch, type Block, closingOf, firstOf, isUsed, latestOf, type Sighting } from './block.ts';
import type { Call } from './call.ts';
import type { ChainList } from './chain.ts';
import type { Deletes } from './deletes.ts';

/** Which deletes may be used: those answered before `before`, and so many of the unknown ones. */
export interface Limits {
  readonly before: number;
  readonly unknown: number;
}

export const noLimits: Limits = { before: Number.POSITIVE_INFINITY, unknown: Number.POSITIVE_INFINITY };

type Blocks = readonly Block[];

const rivalsMax = 8;
/** Blocks that led nowhere, remembered for each sighting. */
const failedMax = 32;

export class Matching {
  /** What stood in the way of the latest ones. */
  rivals: Call[] = [];
  private readonly list: ChainList;
  private readonly deletes: Deletes;
  /** Blocks that `find` may still try out. */
  stepsLeft = 0;

  constructor(list: ChainList, deletes: Deletes) {
    this.list = list;
    this.deletes = deletes;
  }

  /** Blocks for all of them, beginning with those given; null: there are none, or they took too many steps. */
  find(sightings: readonly Sighting[], start: Blocks, limits: Limits, steps: number): Blocks | null {
    this.stepsLeft = steps;
    const failed: Blocks[][] = sightings.map(() => []);
    const from = (position: number, blocks: Blocks): Blocks | null => {
      const sighting = sightings[position];
      if (sighting === undefined) return blocks;
      const before = failed[position]!;
      if (this.stepsLeft <= 0 || before.some((other) => allowAsMuch(other, blocks))) return null;
      for (const next of this.ways(blocks, sighting, limits)) {
        const found = from(position + 1, next);
        if (found !== null) return found;
      }
      if (before.length < failedMax) before.push(blocks);
      return null;
    };
    return from(0, start);
  }

  /** Whether the latest `find` broke off. */
  get isExhausted(): boolean {
    return this.stepsLeft <= 0;
  }

  /** Blocks that explain one sighting more; only one way where that takes nothing from anybody. */
  ways(blocks: Blocks, sighting: Sighting, limits: Limits): Blocks[] {
    const { root } = sighting;
    const ways: Blocks[] = [];
    for (let i = blocks.length - 1; i >= 0; i--) {
      const block = blocks[i]!;
      const more = root === null ? seenBy(block, sighting) : followedBy(block, root);
      if (more === block) return [blocks];
      if (more !== null && this.fits(blocks, more, block)) ways.push(blocks.with(i, more));
    }
    const finished = root === null ? sighting.finished : root.first;
    const { open, adrift } = this.deletes;
    for (let i = open.length - 1; i >= 0; i--)
      if (open[i]!.returned < limits.before) this.begin(ways, blocks, open[i]!, sighting);
    if (limits.unknown <= 0 || adrift.length === 0) return ways;
    const used = blocks.reduce((sum, { write }) => sum + (write?.state === 'unknown' ? 1 : 0), 0);
    if (used >= limits.unknown) return ways;
    // Of those that were called before its own begin one is as good as another.
    const begin = root === null ? sighting.invoked : root.latest;
    for (let i = adrift.length - 1; i >= 0; i--) {
      const call = adrift[i]!;
      if (call.invoked > finished || isUsed(blocks, call)) continue;
      this.begin(ways, blocks, call, sighting);
      if (call.invoked <= begin) break;
    }
    return ways;
  }

  /** Whether the block can lie in time beside all chains and the other blocks. */
  fits(blocks: Blocks, block: Block, instead: Block | null): boolean {
    this.stepsLeft--;
    const first = firstOf(block);
    const latest = latestOf(block);
    if (block.latest > closingOf(block) || first < this.list.past) return false;
    const rival = this.list.rival(first, latest, block.root, block.write);
    if (rival !== null) {
      this.blame(rival.tail.write);
      return false;
    }
    for (const other of blocks) {
      if (other === instead || firstOf(other) >= latest || first >= latestOf(other)) continue;
      if (other.write !== null) this.blame(other.write);
      return false;
    }
    return true;
  }

  blame(call: Call): void {
    if (this.rivals.length < rivalsMax && !this.rivals.includes(call)) this.rivals.push(call);
  }

  /** A block that begins with this delete. */
  private begin(ways: Blocks[], blocks: Blocks, write: Call, sighting: Sighting): void {
    const { root } = sighting;
    const finished = root === null ? sighting.finished : root.first;
    if (write.invoked > finished || isUsed(blocks, write)) return;
    const block: Block = {
      write,
      first: Math.min(write.returned, finished),
      latest: root === null ? Math.max(write.invoked, sighting.invoked) : write.invoked,
      root,
    };
    if (this.fits(blocks, block, null)) ways.push([...blocks, block]);
  }
}

/** The block with one reader more, itself where that changes nothing; null: it cannot be. */
function seenBy(block: Block, { invoked, finished }: Sighting): Block | null {
  const { write, first, latest } = block;
  if (invoked > closingOf(block) || (write !== null && write.invoked > finished)) return null;
  if (latest >= invoked && firstOf(block) <= finished) return block;
  return { ...block, first: Math.min(first, finished), latest: Math.max(latest, invoked) };
}

function followedBy(block: Block, root: NonNullable<Block['root']>): Block | null {
  return block.root === null && block.latest <= root.first ? { ...block, root } : null;
}
