// How much of a scenario a strategy may change: what its author fixed stays, what was left open is drawn.

import type { Scenario } from '../../scenarios/scenario.ts';

/**
 * whole: a scenario tagged `swarm` asks for nothing but trouble, so that the whole world is drawn.
 * rest: what the scenario says stays, what it leaves to defaults is drawn, and faults are added.
 * none: steps of a script, or logs that were there before, mean something in that world alone.
 */
export type Freedom = 'whole' | 'rest' | 'none';

export function freedomOf(scenario: Scenario): Freedom {
  const { script, cluster = {}, protocol = {}, network = {}, tags = [] } = scenario;
  const isManual = protocol.timers === 'manual' || network.delivery === 'manual';
  if (script !== undefined || cluster.initial !== undefined || isManual) return 'none';
  // Of other programs nothing is known but what their scenarios say of them.
  if (protocol.implementation !== undefined && protocol.implementation !== 'raft') return 'none';
  return tags.includes('swarm') ? 'whole' : 'rest';
}
