// Where a client keeps one call at a time, and what all clients count together.

import type { Operation } from './history.ts';

export const noTimer: number = Number.MAX_SAFE_INTEGER;

/** A place for one call at a time. */
export interface CallSlot {
  operation: Operation | null;
  /** The operation's attempts so far, and how many of them may have been taken by a server. */
  attempt: number;
  undecided: number;
  timeouts: number;
  /** waiting: for an answer. pausing: before another attempt. thinking: before another call. */
  phase: 'idle' | 'waiting' | 'pausing' | 'thinking';
  target: number;
  timerAt: number;
  timerQueuedAt: number;
}

/** What clients share: numbering of operations, and counts. */
export interface Ledger {
  nextOperation: number;
  ok: number;
  failed: number;
  unknown: number;
}

export function emptySlot(): CallSlot {
  return {
    operation: null,
    attempt: 0,
    undecided: 0,
    timeouts: 0,
    phase: 'idle',
    target: 0,
    timerAt: noTimer,
    timerQueuedAt: noTimer,
  };
}

/** The lowest sequence without an answer; `next` where every call has its own. */
export function lowestOutstanding(slots: readonly CallSlot[], next: number): number {
  let lowest = next;
  for (const { operation } of slots) {
    if (operation !== null && operation.sequence < lowest) lowest = operation.sequence;
  }
  return lowest;
}
