// What clients of the real server ask of the replicated state, and what they are told: as in raft/kv-store.ts, with
// the revision of each entry, on which a change may depend.

import type { LogIndex } from '../../raft/units.ts';

/** The log index of the write that an entry is from: it rises with every change; 0 = there is no entry. */
export type Revision = LogIndex;

/** When a change is made: whatever there is, only where there is no entry, only where there is one, or that one. */
export type Condition = 'always' | 'absent' | 'present' | Revision;

export type ServiceCommand =
  | { readonly kind: 'get'; readonly key: string }
  | { readonly kind: 'put'; readonly key: string; readonly value: string; readonly when: Condition }
  | { readonly kind: 'delete'; readonly key: string; readonly when: Condition }
  /** A session of its own for a client, in which a command that is sent twice is executed once. */
  | { readonly kind: 'open-session' };

export type ServiceResult =
  /** `value` is null and `revision` 0 where there is no entry. */
  | { readonly kind: 'read'; readonly value: string | null; readonly revision: Revision }
  /** `before`: the revision that was there, `revision`: the one that is now. 0 = none. */
  | { readonly kind: 'changed'; readonly before: Revision; readonly revision: Revision }
  /** The condition did not hold. */
  | { readonly kind: 'differs'; readonly revision: Revision }
  | { readonly kind: 'opened'; readonly session: number }
  /** The session was never opened: nothing was executed. */
  | { readonly kind: 'no-session' }
  /** The client has said that it has the answer: it is no longer kept. Nothing was executed now. */
  | { readonly kind: 'answer-gone' };

/**
 * Sessions from here on are the servers' own, one for each start of a process, drawn at random. Those that clients
 * open are log indexes, far below.
 */
export const ownSessionMin: number = 2 ** 52;
