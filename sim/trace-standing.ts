// How a program stands, as traces and pictures of a run say it.

import type { ProgramStatus } from './program.ts';
import type { TraceStanding } from './trace.ts';

export function traceStandingOf(status: ProgramStatus): TraceStanding {
  return {
    role: status.role,
    term: status.term,
    votedFor: status.votedFor ?? 0,
    lastLogIndex: status.lastLogIndex ?? 0,
    lastLogTerm: status.lastLogTerm ?? 0,
    commitIndex: status.commitIndex,
    lastApplied: status.lastApplied,
  };
}
