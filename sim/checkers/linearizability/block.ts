// Times at which a key held nothing, and those who saw that: what has to be matched with deletes.

import type { Call } from './call.ts';
import type { Chain } from './chain.ts';

/** Somebody was told that there is nothing; or, with a root, a chain of writes was found that begins so. */
export interface Sighting {
  readonly invoked: number;
  readonly finished: number;
  readonly root: Chain | null;
}

/** A time of nothing: from a delete (null: from the start) to the next write. */
export interface Block {
  readonly write: Call | null;
  /** First answer that proves it, and latest call among the delete and the readers of nothing. */
  readonly first: number;
  readonly latest: number;
  /** The chain that follows without anything between. */
  readonly root: Chain | null;
}

export const startBlock: Block = { write: null, first: -1, latest: -1, root: null };

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

export function isUsed(blocks: readonly Block[], call: Call): boolean {
  for (const { write } of blocks) if (write === call) return true;
  return false;
}

/** Whether whatever can still be added to `other` can be added to `blocks` too. */
export function allowAsMuch(blocks: readonly Block[], other: readonly Block[]): boolean {
  return blocks.every((block) => other.some((tighter) => isTighter(tighter, block)));
}

function isTighter(block: Block, other: Block): boolean {
  return (
    block === other ||
    (block.write === other.write &&
      block.root === other.root &&
      block.first <= other.first &&
      block.latest >= other.latest)
  );
}
