// The options of a real cluster's servers: timing for machines that pause and disks that are slow.

import { checkedOptions, type Options } from '../../raft/options.ts';

const millisecond = 1000;

export const serverOptions: Options = checkedOptions({
  // Ten heartbeats and the slowest fsync of a healthy disk fit in.
  electionTimeoutMin: 1000 * millisecond,
  electionTimeoutMax: 2000 * millisecond,
  heartbeatInterval: 100 * millisecond,
  // `bytesMax` bounds a batch well before that.
  entriesMax: 1024,
  // An election and a little more: a client waits rather than be sent about.
  patience: 3000 * millisecond,
});
