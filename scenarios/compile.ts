// A scenario and a seed become a plan: picks drawn, units gone, every number an integer.

import type { Plan } from '../sim/plan.ts';
import { compileChecks } from './compile/checks.ts';
import { compileClocks, compileNames, compileProgram } from './compile/cluster.ts';
import { compileDisk, compileDisks } from './compile/disk.ts';
import { compileFault } from './compile/fault.ts';
import { compileInitial } from './compile/initial.ts';
import { compileNetwork } from './compile/network.ts';
import { clientsOf, compileScript } from './compile/script.ts';
import { leftOut } from './compile/swarm.ts';
import { compileWorkload } from './compile/workload.ts';
import * as defaults from './defaults.ts';
import { Picks } from './pick.ts';
import { faultId } from './relations/fault.ts';
import type { Scenario } from './scenario.ts';
import { withoutZones } from './zones.ts';

/** The same plan for the same scenario and seed, on every machine. `seed`: 0 … 2^53 - 1. */
export function compileScenario(given: Scenario, seed: number): Plan {
  const scenario = withoutZones(given);
  const picks = new Picks(seed);
  const run = compileRun(scenario.run ?? {}, picks);
  const omitted = leftOut(scenario, picks);
  const names = compileNames(scenario.cluster ?? {}, picks);
  return {
    scenario: scenario.name,
    nodes: names.length,
    names,
    program: compileProgram(scenario.protocol ?? {}, picks),
    network: compileNetwork(scenario.network ?? {}, scenario.cluster?.zones ?? {}, names, picks),
    disk: compileDisk(scenario.storage ?? {}, 'storage', picks),
    disks: compileDisks(scenario.storage ?? {}, names, picks),
    clocks: compileClocks(scenario.clocks ?? {}, names, picks),
    workload: compileWorkload(scenario.workload ?? workloadOfScript(scenario), run, picks),
    faults: (scenario.faults ?? []).flatMap((fault, position) =>
      omitted.has(faultId(fault, position)) ? [] : [compileFault(fault, position, names, run.chaos, picks)],
    ),
    script: compileScript(scenario, names, picks),
    limits: compileLimits(scenario.limits),
    timers: scenario.protocol?.timers ?? 'running',
    initial: compileInitial(scenario.cluster?.initial, names),
    run,
    checks: compileChecks(scenario.expect ?? {}, names, picks),
    picked: picks.drawn,
    overrides: scenario.overrides ?? {},
  };
}

/** Clients that call when the script says so, and only then. */
function workloadOfScript(scenario: Scenario): NonNullable<Scenario['workload']> {
  return scenario.script === undefined ? {} : { clients: clientsOf(scenario), until: '0s' };
}

function compileLimits(limits: Scenario['limits'] = {}): Plan['limits'] {
  if (limits === 'unlimited') return { down: 'unlimited', damaged: 'unlimited' };
  return { down: limits.down ?? 'minority', damaged: limits.damaged ?? 'minority' };
}

function compileRun(section: NonNullable<Scenario['run']>, picks: Picks): Plan['run'] {
  const { chaos, settle, maxEvents } = section;
  return {
    chaos: chaos === undefined ? defaults.chaos : picks.duration(chaos, 'run.chaos'),
    settle: settle === undefined ? defaults.settle : picks.duration(settle, 'run.settle'),
    eventsMax: maxEvents ?? defaults.eventsMax,
  };
}
