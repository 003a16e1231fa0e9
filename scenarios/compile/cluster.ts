// The plan of the nodes: how many, called what, running what, with which clocks.

import type { ClockPlan, Plan } from '../../sim/plan.ts';
import * as defaults from '../defaults.ts';
import type { Picks } from '../pick.ts';
import type { ClocksSection, ClusterSection, ProtocolSection } from '../scenario.ts';

export function compileNames(section: ClusterSection, picks: Picks): readonly string[] {
  if (section.names !== undefined) return section.names;
  const count = picks.integer(section.nodes ?? defaults.nodes, 'cluster.nodes');
  return Array.from({ length: count }, (_, position) => `n${position + 1}`);
}

/** Options that the file leaves out are left to the program. */
export function compileProgram(section: ProtocolSection, picks: Picks): Plan['program'] {
  const options: Record<string, number | string | boolean> = {};
  const duration = (name: string, given: ProtocolSection['heartbeat'], key: string): void => {
    if (given !== undefined) options[name] = picks.duration(given, `protocol.${key}`);
  };
  const [min, max] = section.electionTimeout ?? [];
  duration('electionTimeoutMin', min, 'electionTimeout.0');
  duration('electionTimeoutMax', max, 'electionTimeout.1');
  duration('heartbeatInterval', section.heartbeat, 'heartbeat');
  for (const key of ['entriesMax', 'bytesMax', 'inflightMax', 'uncommittedMax'] as const) {
    const given = section[key];
    if (given !== undefined) options[key] = picks.integer(given, `protocol.${key}`);
  }
  duration('batchDelay', section.batchDelay, 'batchDelay');
  for (const key of ['applyLag', 'leaseMargin', 'retryInterval', 'voteRetryInterval', 'patience'] as const)
    duration(key, section[key], key);
  for (const key of [
    'preVote',
    'leaderStickiness',
    'checkQuorum',
    'noOpOnElection',
    'termHint',
    'parallelDiskWrite',
    'thrifty',
    'sparseHeartbeats',
    'eagerCommit',
    'redirectWhenHeard',
  ] as const) {
    const given = section[key];
    if (given !== undefined) options[key] = picks.from(given, `protocol.${key}`);
  }
  if (section.reads !== undefined) options['reads'] = picks.from(section.reads, 'protocol.reads');
  return { name: section.implementation ?? 'raft', options, bugs: section.bugs ?? [] };
}

/** A pick that stands for all nodes is drawn for each of them; clocks that keep true time are left out. */
export function compileClocks(
  section: ClocksSection,
  names: readonly string[],
  picks: Picks,
): readonly ClockPlan[] {
  const plans = names.map((name, position): ClockPlan => {
    const own = section.nodes?.[name];
    const where = (key: 'drift' | 'offset'): string =>
      own?.[key] === undefined ? `clocks.${key}.${name}` : `clocks.nodes.${name}.${key}`;
    return {
      node: position + 1,
      offset: picks.duration(own?.offset ?? section.offset ?? '0s', where('offset')),
      ratePpm: picks.ppm(own?.drift ?? section.drift ?? '0ppm', where('drift')),
    };
  });
  return plans.filter((clock) => clock.offset !== 0 || clock.ratePpm !== 0);
}
