// What clients did and saw: one record an operation, filled in as the run goes.

import type { Command, Result } from './kv-model.ts';

/**
 * pending: no answer yet. ok: answered. failed: certainly never took effect.
 * unknown: given up; it may take effect at any later time, once.
 */
export type OperationState = 'pending' | 'ok' | 'failed' | 'unknown';

export interface Operation {
  /** Dense, 0, 1, 2, … in order of invocation. */
  readonly id: number;
  readonly client: number;
  readonly sequence: number;
  readonly command: Command;
  /** Event number and virtual time of the call. */
  readonly invokedEvent: number;
  readonly invokedAt: number;
  state: OperationState;
  /** Event number and virtual time of the answer or of giving up; -1 before. */
  returnedEvent: number;
  returnedAt: number;
  result: Result | null;
}

/** The n-th operation of a run, as it is called. */
export function calledOperation(
  id: number,
  client: number,
  sequence: number,
  command: Command,
  now: { readonly event: number; readonly now: number },
): Operation {
  return {
    id,
    client,
    sequence,
    command,
    invokedEvent: now.event,
    invokedAt: now.now,
    state: 'pending',
    returnedEvent: -1,
    returnedAt: -1,
    result: null,
  };
}
