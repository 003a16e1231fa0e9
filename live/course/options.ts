// The options of the course's replica: those that its files are tuned for in simulation, and a bound that leaves
// room for JSON.

import { checkedOptions, type Options } from '../../raft/options.ts';
import { datagramBytesMax } from '../../raft/size.ts';

const second = 1_000_000;
const millisecond = 1000;

/**
 * Names of fields, longer numbers and the course's own fields: what a message with one entry takes as JSON beyond
 * what Raft reckons with.
 */
const jsonBytesMax = 512;

export const courseOptions: Options = checkedOptions({
  // Nothing is sent to the others before this time is over. It is also what gives each of them the time to start.
  electionTimeoutMin: 2 * second,
  electionTimeoutMax: 3 * second,
  heartbeatInterval: second,
  sparseHeartbeats: true,
  thrifty: true,
  retryInterval: millisecond,
  // Real machines keep a datagram waiting for longer than that at times, and whoever asks too soon asks twice.
  retryRoundTrips: 1,
  reads: 'lease',
  leaseMargin: 200 * millisecond,
  voteRetryInterval: 50 * millisecond,
  uncommittedMax: 1,
  eagerCommit: true,
  patience: 60 * second,
  redirectWhenHeard: true,
  bytesMax: datagramBytesMax - jsonBytesMax,
});
