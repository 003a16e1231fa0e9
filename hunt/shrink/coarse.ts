// Large reductions of a scenario that draws from its seed: whole sections and faults, servers, clients and time.

import type { FaultSpec, Scenario } from '../../scenarios/scenario.ts';
import { ddmin } from './ddmin.ts';
import { expectOnly } from './expect-only.ts';
import { frozen } from './frozen.ts';
import type { Search } from './search.ts';

const sections = ['limits', 'clocks', 'storage', 'network', 'workload', 'protocol'] as const;

/** A kind of reduction; true: it came to something. */
export type Pass = readonly [what: string, reduce: (search: Search) => boolean];

export function scenarioPasses(keepNodes: boolean): readonly Pass[] {
  return [
    ['settle what the seed picks', freeze],
    ['look at this property alone', (one) => one.accept(expectOnly(one.scenario, one.run))],
    ['end where it fails', cutTime],
    ...(keepNodes ? [] : [['fewer servers', fewerNodes] as Pass]),
    ['fewer faults', fewerFaults],
    ['end where it fails', cutTime],
    ['fewer settings', fewerSettings],
    ['fewer clients', fewerClients],
    ['end where it fails', cutTime],
  ];
}

function freeze(search: Search): boolean {
  return search.accept(frozen(search.scenario, search.best.seed));
}

/** Chaos lasts until the failure, where that comes before the calm; else both become as short as they may. */
function cutTime(search: Search): boolean {
  const { scenario, run } = search;
  const end = Math.ceil((run.endedAt + 1) / 1000);
  if (run.verdict.kind === 'violated' && search.accept(withRun(scenario, `${end}ms`, '0s'))) return true;
  if (run.verdict.kind !== 'stalled') return false;
  return ['1ms', '500ms', '2s'].some(
    (chaos) =>
      shorter(scenario.run?.chaos, chaos) && search.accept(withRun(scenario, chaos, scenario.run?.settle)),
  );
}

function shorter(present: unknown, chaos: string): boolean {
  return present !== chaos;
}

function withRun(
  scenario: Scenario,
  chaos: string,
  settle: NonNullable<Scenario['run']>['settle'],
): Scenario {
  return { ...scenario, run: { chaos, ...(settle === undefined ? {} : { settle }) } };
}

/** Another number of servers is another run altogether: some more seeds are worth it. */
const moreSeeds: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8];

function fewerNodes(search: Search): boolean {
  const { cluster } = search.scenario;
  if (cluster?.names !== undefined || cluster?.initial !== undefined) return false;
  const present = search.run.nodes;
  const accept = (scenario: Scenario): boolean => search.accept(scenario, moreSeeds);
  for (const nodes of [3, 4, 5, 7]) {
    if (nodes >= present) return false;
    const { zones: _zones, ...rest } = cluster ?? {};
    if (accept({ ...search.scenario, cluster: { ...rest, nodes } })) return true;
    if (accept({ ...search.scenario, cluster: { ...cluster, nodes } })) return true;
  }
  return false;
}

function fewerFaults(search: Search): boolean {
  const { faults } = search.scenario;
  if (faults === undefined || faults.length === 0) return false;
  if (search.accept(withFaults(search.scenario, []))) return true;
  ddmin(faults, (left) => (search.accept(withFaults(search.scenario, left)) ? left : null));
  return search.scenario.faults?.length !== faults.length;
}

function withFaults(scenario: Scenario, left: readonly FaultSpec[]): Scenario {
  const { faults: _faults, ...rest } = scenario;
  return left.length === 0 ? rest : { ...rest, faults: left };
}

/** What is looked for, and what the steps of a script need. */
const kept: ReadonlySet<string> = new Set(['bugs', 'timers', 'delivery', 'implementation']);

/** Whether the section says that steps move what would move by itself. */
function isByHand({ network, protocol }: Scenario, section: string): boolean {
  return section === 'network'
    ? network?.delivery === 'manual'
    : section === 'protocol' && protocol?.timers === 'manual';
}

/** Sections as a whole, then key by key. Planted bugs stay: they are what is looked for. */
function fewerSettings(search: Search): boolean {
  let isLess = false;
  for (const section of sections) {
    const given = search.scenario[section];
    if (given === undefined) continue;
    const bugs = section === 'protocol' ? search.scenario.protocol?.bugs : undefined;
    const { [section]: _gone, ...rest } = search.scenario;
    const bare: Scenario = bugs === undefined ? rest : { ...rest, protocol: { bugs } };
    if (!isByHand(search.scenario, section) && search.accept(bare)) {
      isLess = true;
      continue;
    }
    if (typeof given === 'string') continue;
    for (const key of Object.keys(given)) {
      if (kept.has(key)) continue;
      const { [key]: _key, ...others } = search.scenario[section] as { readonly [key: string]: unknown };
      if (search.accept({ ...search.scenario, [section]: others } as Scenario)) isLess = true;
    }
  }
  return isLess;
}

function fewerClients(search: Search): boolean {
  const { workload, script } = search.scenario;
  if (script !== undefined && workload === undefined) return false;
  const without = (clients: number): boolean =>
    search.run.clients > clients &&
    search.accept({ ...search.scenario, workload: { ...search.scenario.workload, clients } });
  return without(0) || without(1);
}
