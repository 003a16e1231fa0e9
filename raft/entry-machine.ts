// The replicated state as a server sees it: entries in, results out, sessions included.

import type { Entry } from './message.ts';
import type { Result, StateMachine } from './state-machine.ts';
import type { LogIndex } from './units.ts';

export interface AppliedResult {
  /** Of the command, or of its first execution; null for a no-op and for a retry whose result is gone. */
  readonly result: Result | null;
  /** Whether the state machine executed the command for this entry; false for a no-op and for a retry. */
  readonly executed: boolean;
}

export interface EntryMachine extends Pick<StateMachine, 'isReadOnly' | 'query' | 'sizeOf' | 'digest'> {
  /** 0 for a new machine. */
  readonly lastApplied: LogIndex;
  /** The entry after lastApplied. */
  apply(entry: Entry): AppliedResult;
}

/** What a client is told who has no other result coming: a session's answer that it has confirmed already. */
export const nothingApplied: AppliedResult = { result: null, executed: false };
