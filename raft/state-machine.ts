// What Raft replicates: any deterministic machine behind this interface.

import type { LogIndex } from './units.ts';

export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [field: string]: JsonValue };

/** A command or a result of some state machine: plain data, never changed once built. */
export type Command = { readonly [field: string]: JsonValue };
export type Result = { readonly [field: string]: JsonValue };

/**
 * A deterministic state machine: same commands in the same order, same results and digest.
 * `C` and `R` are plain data (JSON).
 */
export interface StateMachine<C = Command, R = Result> {
  /** Whether the command only reads, so that a leader may answer it by `query` without a log entry. */
  isReadOnly(command: C): boolean;
  apply(command: C, index: LogIndex): R;
  query(command: C): R;
  /** An upper bound of the command's encoded size, bytes. */
  sizeOf(command: C): number;
  /** 32-bit digest of the whole state, kept incrementally: O(1). */
  digest(): number;
}
