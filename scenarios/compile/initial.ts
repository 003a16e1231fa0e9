// The plan of what the disks hold at the start.

import type { InitialPlan } from '../../sim/plan.ts';
import type { InitialSection } from '../scenario.ts';

export function compileInitial(
  initial: InitialSection | undefined,
  names: readonly string[],
): InitialPlan | null {
  if (initial === undefined) return null;
  const { logs = {}, terms = {}, votes = {}, commit = 0 } = initial;
  const highest = Math.max(0, ...Object.values(logs).flat());
  return {
    nodes: names.map((name) => {
      const vote = votes[name];
      return {
        term: terms[name] ?? highest,
        vote: vote === undefined ? 0 : names.indexOf(vote) + 1,
        log: logs[name] ?? [],
      };
    }),
    commit,
  };
}
