// The protocol's options in a drawn world: every one that is right, in combinations that nobody would choose.

import type { ProtocolSection } from '../../scenarios/scenario.ts';
import type { Dice } from '../dice.ts';
import type { Profile } from './profile.ts';
import { ms } from './times.ts';

/** The timing that other parts have to fit, ms. */
export interface Timing {
  readonly electionMin: number;
  readonly electionMax: number;
}

export function drawTiming(dice: Dice): Timing {
  const electionMin = dice.oneOf([100, 150, 150, 150, 200, 300]);
  return { electionMin, electionMax: Math.round((electionMin * dice.oneOf([12, 15, 20, 20, 30])) / 10) };
}

export function drawProtocol(profile: Profile, timing: Timing, dice: Dice): ProtocolSection {
  const { electionMin, electionMax } = timing;
  const reads = dice.oneOf(profile.reads);
  // Who votes while it hears a leader gives the lease of that leader away.
  const isRestless = profile.temper === 'restless' && reads !== 'lease';
  const isCalm = profile.temper === 'calm';
  return {
    electionTimeout: [ms(electionMin), ms(electionMax)],
    heartbeat: ms(Math.floor(electionMin / dice.oneOf([2, 3, 3, 5]))),
    entriesMax: dice.oneOf(profile.entriesMax),
    inflightMax: dice.oneOf([1, 2, 4, 8, 16]),
    batchDelay: ms(dice.oneOf([0, 0, 0, 1, 10])),
    applyLag: ms(dice.oneOf([0, 0, 5, 30])),
    preVote: isRestless ? dice.chance(10) : dice.chance(isCalm ? 80 : 50),
    leaderStickiness: isRestless ? dice.chance(10) : isCalm || reads === 'lease' || dice.chance(50),
    checkQuorum: isCalm ? dice.chance(90) : dice.chance(60),
    noOpOnElection: dice.chance(65),
    termHint: dice.chance(65),
    parallelDiskWrite: dice.chance(70),
    reads,
    ...(reads === 'lease' ? { leaseMargin: ms(Math.floor(electionMin / 7)) } : {}),
    thrifty: dice.chance(20),
    retryInterval: ms(dice.oneOf([10, 30])),
    voteRetryInterval: ms(dice.oneOf([0, 0, 30])),
    ...(dice.chance(20) ? { uncommittedMax: dice.oneOf([1, 4, 16]) } : {}),
    eagerCommit: dice.chance(25),
    sparseHeartbeats: dice.chance(25),
    patience: ms(dice.oneOf([0, 0, 200])),
    redirectWhenHeard: dice.chance(25),
  };
}
