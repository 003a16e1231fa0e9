// The faults of a drawn world: which classes there are at all, how often each strikes, and for how long.

import type { FaultSpec } from '../../scenarios/scenario.ts';
import type { Dice } from '../dice.ts';
import type { FaultClass, Profile } from './profile.ts';
import { ms, range } from './times.ts';

/** What the faults must fit in. */
export interface Bounds {
  /** When they end, ms. */
  readonly chaos: number;
  /** Leases hold only while no clock jumps or races, and nobody is told to stand for election. */
  readonly isTimely: boolean;
}

const untimely: ReadonlySet<FaultClass> = new Set(['jump', 'race', 'stand']);

export function drawFaults(classes: Profile['faults'], bounds: Bounds, dice: Dice): FaultSpec[] {
  const faults: FaultSpec[] = [];
  for (const [name, percent] of Object.entries(classes) as [FaultClass, number][]) {
    if (!dice.chance(percent)) continue;
    const fault = drawFault(name, bounds, dice);
    if (bounds.isTimely && untimely.has(name)) continue;
    faults.push({ ...fault, id: `swarm-${name}` });
  }
  return faults;
}

/** One fault of the class, at its own pace. */
export function drawFault(name: FaultClass, { chaos }: Bounds, dice: Dice): FaultSpec {
  const every = pace(chaos, dice);
  const brief = range(20, dice.scaled(50, 800));
  const long = range(100, dice.scaled(200, 2000));
  const lose = dice.oneOf(['random', 'random', 'unsynced', 'nothing'] as const);
  switch (name) {
    case 'crash':
      return { every, do: 'crash', nodes: 'any(all)', lose, for: brief };
    case 'behead':
      return { every, do: 'crash', nodes: 'leader', lose, for: brief };
    case 'blink':
      return { every, do: 'restart', nodes: 'any(all)' };
    case 'cut':
      return { every, do: 'isolate', nodes: 'any(all)', for: long };
    case 'cut-leader':
      return { every, do: 'isolate', nodes: 'leader', for: long };
    case 'hunt':
      return hunt(lose, dice);
    case 'halves':
      return { every, do: 'partition', shape: 'halves', for: long };
    case 'split':
      return { every, do: 'partition', shape: 'majority-minority', for: long };
    case 'ring':
      return { every, do: 'partition', shape: 'ring', for: long };
    case 'bridge':
      return { every, do: 'partition', shape: 'bridge', for: long };
    case 'one-way':
      return dice.chance(50)
        ? { every, do: 'partition', shape: 'one-way', from: 'leader', to: 'followers', for: long }
        : { every, do: 'partition', shape: 'one-way', from: 'any(followers)', to: 'leader', for: long };
    case 'silence':
      return { every, do: 'isolate', nodes: 'all', for: range(300, 800), times: dice.between(1, 2) };
    case 'nap':
      return { every, do: 'pause', nodes: dice.oneOf(['leader', 'any(all)']), for: long };
    case 'stall':
      return { every, do: 'disk', nodes: 'any(all)', fault: 'stall', for: long };
    case 'slow':
      return { every, do: 'disk', nodes: 'any(all)', fault: 'slow', latency: range(20, 150), for: long };
    case 'full':
      return { every, do: 'disk', nodes: 'any(all)', fault: 'full', for: long };
    case 'jump':
      return { every, do: 'clock', nodes: 'any(all)', jump: dice.oneOf(['+500ms', '-500ms', '+150ms']) };
    case 'race':
      return {
        every,
        do: 'clock',
        nodes: 'any(all)',
        drift: dice.oneOf(['500000ppm', '-300000ppm']),
        for: long,
      };
    case 'far':
      return { every, do: 'link', from: 'any(all)', to: 'minority(all)', latency: range(50, 200), for: long };
    case 'hold':
      return {
        on: { message: dice.oneOf(heldKinds), every: dice.between(2, 15), probability: dice.oneOf([0.3, 1]) },
        do: 'hold',
        for: range(50, dice.scaled(100, 1600)),
        times: 'unlimited',
      };
    case 'again':
      return {
        on: { message: dice.oneOf(heldKinds), every: dice.between(2, 10) },
        do: 'duplicate',
        by: range(1, dice.scaled(20, 2500)),
        times: 'unlimited',
      };
    case 'stand':
      return { every, do: 'campaign', nodes: 'any(all)' };
    case 'last-blow':
      return {
        at: ms(chaos - 1 - dice.oneOf([0, 0, 20])),
        do: 'crash',
        nodes: dice.oneOf(['leader', 'leader', 'followers', 'all']),
        lose: 'nothing',
      };
  }
}

const heldKinds = ['AppendEntries', 'AppendEntriesReply', 'RequestVote', 'RequestVoteReply'] as const;

/** Some three to twenty strikes a run, or one every so often. */
function pace(chaos: number, dice: Dice): FaultSpec['every'] {
  const mean = Math.max(100, Math.round(chaos / dice.scaled(3, 24)));
  return dice.chance(60) ? { exp: { mean: ms(mean) } } : range(Math.round(mean / 2), Math.round(mean * 1.5));
}

/** Whoever wins an election is struck soon after, with what little it has written. */
function hunt(lose: 'random' | 'unsynced' | 'nothing', dice: Dice): FaultSpec {
  const when = { event: 'become-leader' as const };
  const times = dice.between(3, 30);
  const length = range(50, dice.scaled(100, 1000));
  return dice.chance(50)
    ? { when, do: 'crash', nodes: 'leader', lose, for: length, times }
    : { when, do: 'isolate', nodes: 'leader', for: length, times };
}
