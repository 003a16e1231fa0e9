// The plan of how a run must end: names become node numbers, values texts.

import type { FinalPlan } from '../../sim/plan.ts';
import { comparisonOf } from '../quantity.ts';
import type { FinalSpec } from '../scenario.ts';

export function compileFinal(spec: FinalSpec, names: readonly string[]): FinalPlan {
  const { leader, term, roles = {}, commit = {}, logs = {}, kv = {}, read = 'majority' } = spec;
  const numberOf = (node: string): number => names.indexOf(node) + 1;
  return {
    leader: leader === undefined ? null : leader === 'any' || leader === 'none' ? leader : numberOf(leader),
    term: term === undefined ? null : comparisonOf(term),
    roles: Object.entries(roles).map(([node, role]) => ({ node: numberOf(node), role })),
    commits: Object.entries(commit).map(([node, is]) => ({ node: numberOf(node), is: comparisonOf(is) })),
    logs: Object.entries(logs).map(([node, terms]) => ({ node: numberOf(node), terms })),
    kv: {
      of: read,
      values: Object.entries(kv).map(([key, value]) => ({ key, value: value === null ? null : `${value}` })),
    },
  };
}
