// From a scenario to a variation of it: as valid, and with nothing expected that its new world does not owe.

import type { ExpectSection, Scenario } from '../../scenarios/scenario.ts';
import { Dice } from '../dice.ts';
import { freedomOf } from './freedom.ts';
import type { Profile } from './profile.ts';
import { drawWorld, type World } from './world.ts';

/** The same for the same three; the scenario itself where nothing of it may change. */
export function vary(scenario: Scenario, profile: Profile, seed: number): Scenario {
  const freedom = freedomOf(scenario);
  if (freedom === 'none') return scenario;
  const world = drawWorld(profile, new Dice(`${seed}/swarm/${profile.name}`));
  return freedom === 'whole' ? drawnAnew(scenario, world) : filledUp(scenario, world);
}

function drawnAnew(scenario: Scenario, world: World): Scenario {
  const { version, name, description, tags, protocol } = scenario;
  const { faults, eventually, ...sections } = world;
  return {
    version,
    name,
    description,
    ...(tags === undefined ? {} : { tags }),
    ...sections,
    protocol: {
      ...sections.protocol,
      ...(protocol?.implementation === undefined ? {} : { implementation: protocol.implementation }),
      ...(protocol?.bugs === undefined ? {} : { bugs: protocol.bugs }),
    },
    faults,
    expect: { ...keptOf(scenario), eventually },
  };
}

/** Options that have to fit together are one choice: a scenario that makes a part of it makes all. */
const timing = [
  'electionTimeout',
  'heartbeat',
  'batchDelay',
  'reads',
  'leaseMargin',
  'leaderStickiness',
] as const;

function filledUp(scenario: Scenario, world: World): Scenario {
  const own = scenario.protocol ?? {};
  const drawn = { ...world.protocol };
  if (timing.some((option) => own[option] !== undefined)) for (const option of timing) delete drawn[option];
  const isTimely = (own.reads ?? drawn.reads) !== 'log' && mayLease(own.reads ?? drawn.reads);
  const fits = isTimely && scenario.clocks === undefined ? {} : { clocks: scenario.clocks ?? world.clocks };
  const added = world.faults.filter(({ id, ...fault }) => {
    if (id === 'swarm-weather') return scenario.network === undefined;
    if (isTimely && (fault.do === 'clock' || fault.do === 'campaign')) return false;
    // Its last moments would fall after the end of a shorter chaos.
    return fault.at === undefined;
  });
  return {
    ...scenario,
    protocol: { ...drawn, ...own },
    network: scenario.network ?? world.network,
    storage: scenario.storage ?? world.storage,
    ...fits,
    workload: scenario.workload ?? withoutEnd(world.workload),
    faults: [...(scenario.faults ?? []), ...added],
    expect: keptOf(scenario),
  };
}

/** Until when there are calls is a matter of the scenario's own run. */
function withoutEnd(workload: World['workload']): World['workload'] {
  const { until: _, ...rest } = workload ?? {};
  return rest;
}

function mayLease(reads: NonNullable<Scenario['protocol']>['reads']): boolean {
  if (typeof reads !== 'object') return reads === 'lease';
  return 'uniform' in reads.pick ? true : reads.pick.includes('lease');
}

/**
 * What must hold in every world. Bounds and ends are those of the old one, and a goal of coverage asks the new one
 * for nothing: it is only counted.
 */
function keptOf({ expect = {} }: Scenario): ExpectSection {
  const { always, never = [], sometimes = [] } = expect;
  return {
    ...(always === undefined ? {} : { always }),
    never: never.filter(({ that }) => that.fault === undefined && that.mark === undefined),
    sometimes: sometimes
      .filter(({ that }) => that.fault === undefined && that.mark === undefined)
      .map((goal) => ({ ...goal, perSeeds: 1_000_000 })),
  };
}
