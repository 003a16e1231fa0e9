// What an exploration stays within: all that lies inside is tried.

import type { Plan } from '../../plan.ts';
import type { Calls, Spending } from './move.ts';

export interface Bounds extends Spending {
  /** Timeouts, heartbeats, crashes, calls, copies and late messages together. */
  readonly price: number;
  /** Servers do not stand for election in this term or a later one. */
  readonly terms: number;
  /** Moves of one path. */
  readonly depth: number;
  /** Whether a crash may also come before the disk has what the node has just written. */
  readonly lossy: boolean;
  /** What the clients call: the first call, the second, … */
  readonly commands: Calls;
}

export const defaultBounds: Bounds = {
  price: 5,
  terms: 5,
  depth: 60,
  timeouts: 5,
  heartbeats: 2,
  crashes: 2,
  calls: 2,
  copies: 1,
  late: 1,
  lossy: true,
  commands: [
    { kind: 'put', key: 'x', value: '1' },
    { kind: 'get', key: 'x' },
  ],
};

/** Servers explored at most: beyond them even a small budget takes for ever. */
export const nodesMax = 5;
/** Between two moves, µs: longer than any timer, so that each may have run out and none of the times matters. */
export const pace = 10_000;

/** Why an exploration of this plan would say nothing, or nothing true; empty where it would. */
export function problemsOf(plan: Plan): readonly string[] {
  const { options } = plan.program;
  const problems: string[] = [];
  const demand = (isMet: boolean, words: string): void => {
    if (!isMet) problems.push(words);
  };
  demand(plan.nodes <= nodesMax, `there are ${plan.nodes} servers, ${nodesMax} at most`);
  demand(plan.timers === 'manual', 'timers must be manual');
  demand(plan.network.delivery === 'manual', 'delivery must be manual');
  demand(plan.faults.length === 0 && plan.script.length === 0, 'there must be no faults and no script');
  demand(plan.course === undefined, "a course's files are not explored");
  demand(plan.workload.until === 0, 'clients must not call by themselves');
  if (plan.program.name !== 'raft') return problems;
  demand(Number(options['electionTimeoutMax'] ?? pace) < pace, `election timeouts must be below ${pace} µs`);
  demand(options['checkQuorum'] === false, 'checkQuorum goes by the clock: it must be off');
  for (const option of ['thrifty', 'sparseHeartbeats'])
    demand((options[option] ?? false) === false, `${option} goes by the clock: it must be off`);
  demand(options['reads'] !== 'lease', 'a lease goes by the clock: reads must be by round or by log');
  for (const option of ['applyLag', 'batchDelay', 'patience', 'voteRetryInterval'])
    demand((options[option] ?? 0) === 0, `${option} goes by the clock: it must be 0`);
  return problems;
}

/** Whether servers differ by nothing but their numbers, so that it does not matter which of them begins. */
export function isSymmetric(plan: Plan): boolean {
  return (
    plan.initial === null &&
    plan.disks.length === 0 &&
    plan.clocks.length === 0 &&
    plan.network.links.length === 0 &&
    plan.network.clientLinks.length === 0
  );
}
