// A long beginning left out: the disks start with the logs, terms and votes that it led to.

import type { ClusterSection, InitialSection } from '../../scenarios/scenario.ts';
import type { InitialNode } from '../../sim/plan.ts';
import { tryScript } from './into-script.ts';
import type { Search } from './search.ts';

/** Steps that a beginning must have to be worth a section of its own. */
const stepsWorth = 3;

/** As long a beginning as can go; what nobody needs of the start is left out again. */
export function laterBegin(search: Search): boolean {
  const { scenario } = search;
  const script = scenario.script ?? [];
  if (scenario.cluster?.initial !== undefined) return false;
  const names = scenario.cluster?.names ?? Array.from({ length: search.run.nodes }, (_, i) => `n${i + 1}`);
  for (let first = script.length - 1; first >= stepsWorth; first--) {
    const disks = disksAfter(search, first);
    if (disks === null) continue;
    for (const initial of beginnings(disks.nodes, names, disks.commit)) {
      const cluster: ClusterSection = { ...scenario.cluster, initial };
      const shorter = { ...scenario, cluster, script: script.slice(first) };
      const found = tryScript(search.trials, { ...search.best, scenario: shorter });
      if (found === null) continue;
      search.adopt(found.best, found.trial.run);
      return true;
    }
  }
  return false;
}

interface Disks {
  readonly nodes: readonly InitialNode[];
  readonly commit: number;
}

/** What the disks hold once so many steps are done. */
function disksAfter(search: Search, steps: number): Disks | null {
  const { best, trials } = search;
  let nodes: readonly InitialNode[] | null = null;
  const script = [
    ...(best.scenario.script ?? []).slice(0, steps),
    { fault: { do: 'stop', what: 'run' } } as const,
  ];
  const run = trials.run(
    { ...best, scenario: { ...best.scenario, script } },
    {
      onDisks: (held) => {
        nodes = held;
      },
    },
  );
  return run === null || nodes === null ? null : { nodes, commit: run.statistics.commits };
}

/** With as little said as may do. */
function beginnings(
  nodes: readonly InitialNode[],
  names: readonly string[],
  commit: number,
): readonly InitialSection[] {
  const by = <T>(of: (node: InitialNode) => T | null): { [name: string]: T } =>
    Object.fromEntries(
      nodes.flatMap((node, position) => {
        const value = of(node);
        return value === null ? [] : [[names[position]!, value] as const];
      }),
    );
  const logs = by(({ log }) => (log.length === 0 ? null : log));
  const terms = by(({ term }) => (term === 0 ? null : term));
  const votes = by(({ vote }) => (vote === 0 ? null : names[vote - 1]!));
  const highest = Math.max(0, ...nodes.map(({ term }) => term));
  const areLevel =
    nodes.every(({ term }) => term === highest) &&
    Math.max(0, ...nodes.flatMap(({ log }) => log)) === highest;
  const committed = commit === 0 ? {} : { commit };
  const bare = { logs, ...committed };
  return [...(areLevel ? [bare] : []), { ...bare, terms }, { ...bare, terms, votes }];
}
