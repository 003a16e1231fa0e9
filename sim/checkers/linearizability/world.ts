// One way to say which delete left the nothing that each reader of nothing saw, and that each chain that
// begins with nothing began with. Worlds are never changed: a new fact makes new ones.

import type { Call } from './call.ts';
import type { Chain } from './chain.ts';

/** A time of nothing: from a delete (null: from the start) to the next write. */
export interface Block {
  readonly write: Call | null;
  /** First answer that proves it, and latest call among the delete and the readers of nothing. */
  readonly first: number;
  readonly latest: number;
  /** The chain that follows without anything between. */
  readonly root: Chain | null;
}

export interface World {
  readonly blocks: readonly Block[];
  /** Deletes whose block is past. */
  readonly spent: readonly Call[];
  /** The latest call of a block that is past: whatever ended before it is past too. */
  readonly past: number;
}

/** The bounds of the block with what follows it. */
export function firstOf({ first, root }: Block): number {
  return root !== null && root.first < first ? root.first : first;
}

export function latestOf({ latest, root }: Block): number {
  return root !== null && root.latest > latest ? root.latest : latest;
}

/** A reader of this nothing who was called later than this came too late. */
export function closingOf({ root }: Block): number {
  return root === null ? Number.MAX_SAFE_INTEGER : root.first;
}

export function isUsed({ blocks, spent }: World, call: Call): boolean {
  for (const { write } of blocks) if (write === call) return true;
  return spent.includes(call);
}

export function withBlock(world: World, block: Block, instead: Block | null): World {
  const { blocks, spent, past } = world;
  if (instead === null) return { blocks: [...blocks, block], spent, past };
  return { blocks: blocks.map((other) => (other === instead ? block : other)), spent, past };
}

/** Keeps only worlds that allow something which no other one does. */
export function freest(worlds: readonly World[]): World[] {
  const kept: World[] = [];
  for (const world of worlds) {
    if (kept.some((other) => allowsAsMuch(other, world))) continue;
    let left = 0;
    for (const other of kept) if (!allowsAsMuch(world, other)) kept[left++] = other;
    kept.length = left;
    kept.push(world);
  }
  return kept;
}

/** Whether whatever can still follow on `other` can follow on `world` too. */
function allowsAsMuch(world: World, other: World): boolean {
  if (world.past > other.past) return false;
  for (const call of world.spent) if (!isUsed(other, call)) return false;
  for (const block of world.blocks)
    if (!other.blocks.some((tighter) => isTighter(tighter, block))) return false;
  return true;
}

function isTighter(block: Block, other: Block): boolean {
  if (block === other) return true;
  return (
    block.write === other.write &&
    block.root === other.root &&
    block.first <= other.first &&
    block.latest >= other.latest
  );
}
