// A scenario without chance between seeds: what was picked for one seed stands in its place, and what a swarm
// left out is gone.

import { compileScenario } from '../../scenarios/compile.ts';
import { faultId } from '../../scenarios/relations/fault-id.ts';
import type { Scenario } from '../../scenarios/scenario.ts';

/** Faults keep the names by which they draw, so that nothing of the run changes. */
export function frozen(scenario: Scenario, seed: number): Scenario {
  const { picked, names, faults: kept } = compileScenario(scenario, seed);
  const { swarm: _swarm, faults = [], ...rest } = withOwnClocks(scenario, names);
  const named = faults.map((fault, position) => ({ ...fault, id: faultId(fault, position) }));
  const left = named.filter(({ id }) => kept.some((fault) => fault.id === id));
  return {
    ...(withoutPicks(rest, '', picked) as Omit<Scenario, 'swarm' | 'faults'>),
    ...(left.length === 0
      ? {}
      : { faults: left.map((fault) => withoutPicks(fault, `faults.${fault.id}`, picked) as typeof fault) }),
  };
}

/** A pick of all clocks is drawn for each of them. */
function withOwnClocks(scenario: Scenario, names: readonly string[]): Scenario {
  const { clocks } = scenario;
  if (clocks === undefined) return scenario;
  const { drift, offset, nodes = {} } = clocks;
  if (typeof drift !== 'object' && typeof offset !== 'object') return scenario;
  const own = names.map((name) => [name, { drift, offset, ...nodes[name] }] as const);
  return { ...scenario, clocks: { nodes: Object.fromEntries(own) } };
}

type Picked = { readonly [path: string]: string };

function withoutPicks(value: unknown, path: string, picked: Picked): unknown {
  if (Array.isArray(value)) {
    return value.map((item: unknown, position) => withoutPicks(item, `${path}.${position}`, picked));
  }
  if (typeof value !== 'object' || value === null) return value;
  const keys = Object.keys(value);
  const drawn = picked[path] ?? picked[path.replace(/^clocks\.nodes\.(\w+)\.(\w+)$/, 'clocks.$2.$1')];
  if (keys.length === 1 && keys[0] === 'pick' && drawn !== undefined) return written(drawn);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      withoutPicks(inner, path === '' ? key : `${path}.${key}`, picked),
    ]),
  );
}

function written(drawn: string): string | number | boolean {
  if (drawn === 'true' || drawn === 'false') return drawn === 'true';
  return /^\d+(\.\d+)?$/.test(drawn) ? Number(drawn) : drawn;
}
