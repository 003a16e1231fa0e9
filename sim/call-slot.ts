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
  /** The only node that it may go to; 0 = any. */
  aim: number;
  /** Asked for by a fault or a step: tried once. */
  isOrdered: boolean;
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
    aim: 0,
    isOrdered: false,
    timerAt: noTimer,
    timerQueuedAt: noTimer,
  };
}

export function occupy(slot: CallSlot, operation: Operation): void {
  slot.operation = operation;
  slot.attempt = 0;
  slot.undecided = 0;
  slot.timeouts = 0;
}

/** The lowest sequence without an answer; `next` where every call has its own. */
export function lowestOutstanding(slots: readonly CallSlot[], next: number): number {
  let lowest = next;
  for (const { operation } of slots) {
    if (operation !== null && operation.sequence < lowest) lowest = operation.sequence;
  }
  return lowest;
}

/** Calls without an answer, invoked before `event`. */
export function pendingSince(slots: readonly CallSlot[], event: number): number {
  let pending = 0;
  for (const { operation } of slots) {
    if (operation !== null && operation.invokedEvent < event) pending++;
  }
  return pending;
}

/** The first place without a call; a new one where all have theirs. */
export function freePosition(slots: CallSlot[]): number {
  const free = slots.findIndex((slot) => slot.operation === null && slot.phase === 'idle');
  return free >= 0 ? free : slots.push(emptySlot()) - 1;
}
