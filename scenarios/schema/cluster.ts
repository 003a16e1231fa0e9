// The parts of a scenario that say what runs: cluster and protocol.

import { z } from 'zod';
import type { ClusterSection, InitialSection, ProtocolSection } from '../scenario.ts';
import {
  count,
  flag,
  integer,
  list,
  mapping,
  name,
  pair,
  pickFrom,
  someOf,
  text,
  time,
  word,
} from './scalar.ts';

export const nodesMax = 64;

const initial: z.ZodType<InitialSection> = mapping({
  logs: z
    .record(name, list(integer(1, 1_000_000_000), 'terms'))
    .optional()
    .describe('the terms of the entries of each node, from index 1: { n1: [1, 1, 2] }. Default: none'),
  terms: z
    .record(name, integer(0, 1_000_000_000))
    .optional()
    .describe('the terms of the nodes. Default: the highest in any log'),
  votes: z.record(name, name).optional().describe('whom each has voted for in its term. Default: nobody'),
  commit: integer(0, 1_000_000)
    .optional()
    .describe('so many first entries count as committed; a majority of the logs shares them. Default: 0'),
});

export const cluster: z.ZodType<ClusterSection> = mapping({
  nodes: count(1, nodesMax).optional().describe('how many servers. Default: 3'),
  initial: initial.optional().describe('what the disks hold at the start, such as a figure of the paper'),
  names: someOf(name, 'names').optional().describe('their names, in order. Default: n1, n2, …'),
  zones: z
    .record(name, someOf(name, 'names'))
    .optional()
    .describe('names for groups of nodes, for network.zones and wherever nodes may be named'),
});

const yesNo = pickFrom(flag);

export const protocol: z.ZodType<ProtocolSection> = mapping({
  timers: word(['running', 'manual'])
    .optional()
    .describe(
      'manual: no timer fires by itself before the calm, only by a fault or a script; what a leader does when its timer fires, checkQuorum too, it does at `heartbeat`. Default: running',
    ),
  implementation: text('the name of a program')
    .optional()
    .describe('the program that the nodes run. Default: raft'),
  electionTimeout: pair(time, 'times')
    .optional()
    .describe('a follower waits this long for a leader, drawn anew each time. Default: [150ms, 300ms]'),
  heartbeat: time.optional().describe('from one heartbeat of a leader to the next. Default: 50ms'),
  entriesMax: count(1, 65_536).optional().describe('entries in one AppendEntries, at most'),
  bytesMax: count(121, 65_507).optional().describe('bytes of entries in one AppendEntries, at most'),
  inflightMax: count(1, 65_536).optional().describe('AppendEntries in flight to one follower, at most'),
  batchDelay: time
    .optional()
    .describe('a leader gathers proposals this long before it sends them. Default: 0s'),
  applyLag: time.optional().describe('from commitment to application. Default: 0s'),
  preVote: yesNo.optional().describe('ask before standing for election (thesis §9.6)'),
  leaderStickiness: yesNo.optional().describe('refuse votes while a leader is heard of (thesis §4.2.3)'),
  checkQuorum: yesNo.optional().describe('a leader that hears no quorum steps down (thesis §6.2)'),
  noOpOnElection: yesNo.optional().describe('a new leader appends an empty entry (thesis §6.4)'),
  termHint: yesNo.optional().describe('a refused AppendEntries says where to go on, a term at a time (§5.3)'),
  parallelDiskWrite: yesNo
    .optional()
    .describe('a leader sends while its own disk still writes (thesis §10.2.1)'),
  reads: pickFrom(word(['log', 'read-index', 'lease']))
    .optional()
    .describe(
      'how a get is served (thesis §6.4); by lease only where clocks drift less than leaseMargin covers, and never jump. ' +
        'Default: read-index',
    ),
  leaseMargin: time
    .optional()
    .describe('how much earlier than the shortest election timeout a lease for reads ends. Default: 15ms'),
  thrifty: yesNo
    .optional()
    .describe('entries go to as many followers as a quorum needs, to the others with a heartbeat'),
  retryInterval: time
    .optional()
    .describe('how long a thrifty leader waits for an answer before it asks again. Default: 10ms'),
  voteRetryInterval: time
    .optional()
    .describe('how long a candidate waits before it asks again for votes; 0s: it does not. Default: 0s'),
  uncommittedMax: count(1, 1_000_000)
    .optional()
    .describe('entries that a leader has uncommitted, at most; further commands wait. Default: no bound'),
  eagerCommit: yesNo
    .optional()
    .describe('a new leader tells its followers at once when its first entry is committed'),
  sparseHeartbeats: yesNo.optional().describe('no heartbeat to whom anything was sent of late'),
  patience: time
    .optional()
    .describe('how long a client may be kept waiting for a leader, or for its fate. Default: 0s'),
  redirectWhenHeard: yesNo
    .optional()
    .describe('a follower sends clients on when it next hears its leader, not before'),
  bugs: list(text('the id of a bug'), 'bug ids')
    .optional()
    .describe('mistakes planted in the program. Default: none'),
});
