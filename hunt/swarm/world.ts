// One world drawn from a profile: every section of a scenario but its name and what is always expected.

import type { EventuallySpec, FaultSpec, Scenario } from '../../scenarios/scenario.ts';
import type { Dice } from '../dice.ts';
import { drawFaults } from './faults.ts';
import { drawNetwork } from './network.ts';
import type { Profile } from './profile.ts';
import { drawProtocol, drawTiming } from './protocol.ts';
import { drawStorage } from './storage.ts';
import { ms } from './times.ts';
import { drawWorkload } from './workload.ts';

type Section = 'cluster' | 'protocol' | 'network' | 'storage' | 'clocks' | 'workload' | 'limits' | 'run';

export type World = Pick<Scenario, Section> & {
  readonly faults: readonly FaultSpec[];
  readonly eventually: readonly EventuallySpec[];
};

/** Time enough for the goals, ms. */
const calmOfGoals = 5000;

export function drawWorld(profile: Profile, dice: Dice): World {
  const chaos = profile.deaf ? dice.between(3000, 5000) : dice.scaled(1500, 8000);
  const hasGoals = dice.chance(profile.goals);
  const nodes = dice.oneOf(profile.nodes);
  const heat = dice.oneOf(profile.heat);
  const protocol = drawProtocol(profile, drawTiming(dice), dice);
  const { base, weather } = drawNetwork(heat, dice);
  const isTimely = protocol.reads === 'lease';
  const faults = [
    ...(weather === null ? [] : [weatherFault(weather, chaos, dice)]),
    ...(profile.deaf && protocol.preVote === false ? [lateComer(chaos)] : []),
    ...drawFaults(profile.faults, { chaos, isTimely }, dice),
  ];
  const eventually = hasGoals ? goalsFor(profile, heat) : [];
  const isOwed = eventually.some(({ that }) => that === 'pending-ops-finish');
  const network = isOwed ? { ...base, clients: { latency: '2ms' } } : base;
  const until = chaos + (isOwed ? calmOfGoals / 2 : heat === 'lossy' ? 0 : dice.oneOf([300, 800]));
  // Whom a thrifty leader spares may be thousands of entries behind: one in each message is no way to catch up in time.
  const pace = protocol.thrifty === true ? { entriesMax: 64 } : {};
  const patient = { ...protocol, ...pace, noOpOnElection: true, termHint: true };
  return {
    cluster: { nodes },
    protocol: hasGoals ? patient : protocol,
    network: profile.deaf ? { ...network, links: [{ from: 'all', to: 'n1', loss: 1 }] } : network,
    storage: drawStorage(profile.disk, dice),
    clocks: drawClocks(profile, isTimely, dice),
    workload: drawWorkload(profile.calls, until, isOwed, dice),
    faults,
    limits: dice.chance(60) ? { down: 'unlimited' } : { down: 'minority' },
    run: { chaos: ms(chaos), settle: ms(hasGoals ? calmOfGoals : dice.oneOf([300, 1000])) },
    eventually,
  };
}

/** All the time until the calm, or in fits. */
function weatherFault(
  weather: NonNullable<ReturnType<typeof drawNetwork>['weather']>,
  chaos: number,
  dice: Dice,
): FaultSpec {
  const link = { ...weather, do: 'link', from: 'all', to: 'all', id: 'swarm-weather' } as const;
  if (dice.chance(75)) return { ...link, at: '0ms' };
  const spell = Math.round(chaos / dice.between(3, 6));
  return { ...link, every: ms(spell * 2), for: ms(spell), start: '0ms' };
}

/** Without PreVote the deaf one starts when the others have written something: with a log like theirs it wins for ever. */
function lateComer(chaos: number): FaultSpec {
  return { id: 'swarm-late', at: '0ms', do: 'crash', nodes: 'n1', lose: 'nothing', for: ms(chaos - 200) };
}

function drawClocks(profile: Profile, isTimely: boolean, dice: Dice): NonNullable<Scenario['clocks']> {
  if (profile.deaf) return { nodes: { n1: { drift: '900000ppm' } } };
  const most = isTimely ? dice.oneOf([0, 20_000]) : dice.oneOf([0, 0, 20_000, 100_000]);
  return most === 0 ? {} : { drift: { pick: { uniform: [`-${most}ppm`, `+${most}ppm`] } } };
}

/** What the replica owes in such a calm. */
function goalsFor(profile: Profile, heat: string): readonly EventuallySpec[] {
  const within = ms(calmOfGoals - 500);
  const leader = { that: 'leader-exists', within } as const;
  if (profile.deaf) return [leader];
  const caughtUp = { that: 'all-nodes-caught-up', within } as const;
  if (heat === 'lossy') return [leader, caughtUp];
  return [leader, caughtUp, { that: 'pending-ops-finish', within }];
}
