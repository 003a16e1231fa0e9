// The replica as a course's run has it where its file says nothing: one set of options for all of a course's
// files, each to be changed by `--set protocol.NAME=VALUE` (docs/decisions/0012).

import type { ProtocolSection } from '../scenario.ts';
import type { CourseConfig } from './config.ts';

const tuned: ProtocolSection = {
  electionTimeout: ['2s', '3s'],
  heartbeat: '1s',
  sparseHeartbeats: true,
  thrifty: true,
  retryInterval: '1ms',
  reads: 'lease',
  leaseMargin: '200ms',
  voteRetryInterval: '50ms',
  uncommittedMax: 1,
  eagerCommit: true,
  patience: '60s',
  redirectWhenHeard: true,
};

/** Options of Raft are for Raft alone: another program starts from nothing. */
export function protocolOf({ protocol = {} }: CourseConfig): ProtocolSection {
  const isRaft = protocol.implementation === undefined || protocol.implementation === 'raft';
  return isRaft ? { ...tuned, ...protocol } : protocol;
}
