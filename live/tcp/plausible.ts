// Whether a message could have been made by a server of Raft. What decodes well may still contradict itself, and
// would be a broken invariant further in.

import type { Message } from '../../raft/message.ts';

/** What is wrong with it; null: nothing that can be seen. */
export function objectionToMessage({ kind, term, body }: Message): string | null {
  if (term < 1 && kind !== 'PreVote' && kind !== 'PreVoteReply') return 'a term of 0';
  if (kind === 'RequestVote' && body.lastLogTerm > term) return 'a last entry of a later term';
  if (kind !== 'AppendEntries') return null;
  const { prevLogIndex, prevLogTerm, entries } = body;
  if ((prevLogIndex === 0) !== (prevLogTerm === 0)) return `entry ${prevLogIndex} of term ${prevLogTerm}`;
  let index = prevLogIndex;
  let before = prevLogTerm;
  for (const entry of entries) {
    if (entry.index !== ++index) return `entry ${entry.index} in the place of entry ${index}`;
    if (entry.term < 1 || entry.term < before)
      return `entry ${index} of term ${entry.term} after term ${before}`;
    before = entry.term;
  }
  return before > term ? `an entry of term ${before} in term ${term}` : null;
}
