// How a run must end, in words.

import type { Comparison } from '../../sim/condition.ts';
import type { FinalPlan } from '../../sim/plan.ts';

const whose = { majority: 'a majority', leader: 'the leader', each: 'every node' } as const;

/** A line for each thing. */
export function finalWords(plan: FinalPlan, names: readonly string[]): readonly string[] {
  const { leader, term, roles, commits, logs, kv } = plan;
  const name = (node: number): string => names[node - 1]!;
  return [
    ...(leader === null ? [] : [`leader ${typeof leader === 'number' ? name(leader) : leader}`]),
    ...(term === null ? [] : [`term ${inWords(term)}`]),
    ...roles.map(({ node, role }) => `${name(node)} is ${role}`),
    ...commits.map(({ node, is }) => `commit index of ${name(node)} ${inWords(is)}`),
    ...logs.map(({ node, terms }) => `terms in the log of ${name(node)}: ${terms.join(' ')}`),
    ...kv.values.map(({ key, value }) => `${key} is ${value ?? 'nothing'} at ${whose[kv.of]}`),
  ].map((words) => `final: ${words}`);
}

function inWords({ operator, value }: Comparison): string {
  return `${operator} ${value}`;
}
