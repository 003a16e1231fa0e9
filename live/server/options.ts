// The options of a real cluster's servers: timing for machines that pause and disks that are slow.

import { checkedOptions, type Options } from '../../raft/options.ts';
import type { Duration } from '../../raft/units.ts';

const second: Duration = 1_000_000;

/** Ten heartbeats and the slowest sync of a healthy disk fit in. */
export const electionTimeoutDefault: Duration = second;

/** `electionTimeout`: the shortest wait for a leader; up to twice as long, by chance. */
export function serverOptions(electionTimeout: Duration = electionTimeoutDefault): Options {
  return checkedOptions({
    electionTimeoutMin: electionTimeout,
    electionTimeoutMax: 2 * electionTimeout,
    heartbeatInterval: Math.floor(electionTimeout / 10),
    // `bytesMax` bounds a batch well before that.
    entriesMax: 1024,
    // An election and a little more: a client waits rather than be sent about.
    patience: 3 * Math.max(electionTimeout, second),
  });
}
