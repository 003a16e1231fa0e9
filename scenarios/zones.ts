// Zones are names for groups of nodes: wherever a selector may stand, the nodes themselves take their place
// before anything is compiled.

import type { ClusterSection, Scenario } from './scenario.ts';

type Zones = NonNullable<ClusterSection['zones']>;

/** Keys whose texts are selectors, in the sections that have any. */
const selectorKeys: ReadonlySet<string> = new Set(['nodes', 'node', 'from', 'to', 'groups']);

/** The same scenario without any zone's name in a selector. */
export function withoutZones(scenario: Scenario): Scenario {
  const zones = scenario.cluster?.zones;
  if (zones === undefined || Object.keys(zones).length === 0) return scenario;
  const { faults, script, expect, network } = scenario;
  return {
    ...scenario,
    faults: replaced(faults, zones, false),
    script: replaced(script, zones, false),
    expect: replaced(expect, zones, false),
    network: network === undefined ? undefined : { ...network, links: replaced(network.links, zones, false) },
  };
}

/** Which zone each node is in, by position; null: in none. */
export function zonesByNode(zones: Zones, names: readonly string[]): readonly (string | null)[] {
  return names.map((name) => Object.keys(zones).find((zone) => zones[zone]!.includes(name)) ?? null);
}

function replaced<T>(value: T, zones: Zones, isSelector: boolean): T;
function replaced(value: unknown, zones: Zones, isSelector: boolean): unknown {
  if (typeof value === 'string') return isSelector ? inText(value, zones) : value;
  if (Array.isArray(value)) return value.map((item: unknown) => replaced(item, zones, isSelector));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, replaced(inner, zones, selectorKeys.has(key))]),
  );
}

function inText(selector: string, zones: Zones): string {
  return selector.replaceAll(/\$?[A-Za-z][A-Za-z0-9_-]*/g, (word) =>
    Object.hasOwn(zones, word) ? `(${zones[word]!.join(', ')})` : word,
  );
}
