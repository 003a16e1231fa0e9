// Swarm testing: each class of faults is left out of some seeds altogether, so that the others can do what
// it would have kept them from doing.

import type { Picks } from '../pick.ts';
import { faultId } from '../relations/fault.ts';
import type { Scenario } from '../scenario.ts';

/** The ids of the faults that this seed leaves out. */
export function leftOut({ swarm, faults = [] }: Scenario, picks: Picks): ReadonlySet<string> {
  if (swarm === undefined) return new Set();
  const chance = picks.probability(swarm.omit, 'swarm.omit');
  const classes = new Set(faults.map(classOf));
  const omitted = new Set([...classes].filter((name) => picks.leavesOut(chance, `swarm.${name}`)));
  return new Set(
    faults.flatMap((fault, position) => (omitted.has(classOf(fault)) ? [faultId(fault, position)] : [])),
  );
}

function classOf(fault: NonNullable<Scenario['faults']>[number]): string {
  return fault.class ?? fault.do;
}
