// A script on fewer servers: one leaves, the steps that name it leave with it, and those after it move up.

import type { Scenario, ScriptStepSpec } from '../../scenarios/scenario.ts';
import { tryScript } from './into-script.ts';
import type { Search } from './search.ts';

/** The fewest that can agree on anything without one of them. */
const fewest = 2;

/** False where the servers have names of their own, or stand in sections that would have to be told. */
export function fewerNodes(search: Search): boolean {
  const before = search.run.nodes;
  for (let node = search.run.nodes; node >= 1 && search.run.nodes > fewest; node--) {
    const smaller = without(search.scenario, node, search.run.nodes);
    if (smaller === null) return false;
    const found = tryScript(search.trials, { ...search.best, scenario: smaller });
    if (found === null) continue;
    search.adopt(found.best, found.trial.run);
  }
  return search.run.nodes < before;
}

function without(scenario: Scenario, node: number, nodes: number): Scenario | null {
  const { cluster, script = [], storage, clocks } = scenario;
  if (cluster?.names !== undefined || cluster?.initial !== undefined) return null;
  if (storage?.nodes !== undefined || clocks?.nodes !== undefined) return null;
  const left = script.filter((step) => !namesIn(step).has(`n${node}`));
  return {
    ...scenario,
    cluster: { nodes: nodes - 1 },
    script: left.map((step) => moved(step, node) as ScriptStepSpec),
  };
}

const nodeName = /^n(\d+)$/;

function namesIn(value: unknown): ReadonlySet<string> {
  if (typeof value === 'string') return new Set(nodeName.test(value) ? [value] : []);
  if (typeof value !== 'object' || value === null) return new Set();
  return new Set(Object.values(value).flatMap((inner) => [...namesIn(inner)]));
}

/** The same step, where the servers after this one are called by one less. */
function moved(value: unknown, node: number): unknown {
  if (typeof value === 'string') {
    const number = Number(nodeName.exec(value)?.[1] ?? 0);
    return number > node ? `n${number - 1}` : value;
  }
  if (Array.isArray(value)) return value.map((inner: unknown) => moved(inner, node));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, moved(inner, node)]));
}
