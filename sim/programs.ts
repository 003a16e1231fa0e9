// The programs that come with the simulator: Raft, whole or with mutants.

import { mutants } from './mutants/mutants.ts';
import type { Plan } from './plan.ts';
import type { ProgramKind } from './program.ts';
import { raftKind } from './raft-program.ts';
import { programNames, registerProgram } from './registry.ts';

/** Makes them known; safe to call again. */
export function registerPrograms(): void {
  if (!programNames().includes('raft')) registerProgram('raft', raftOf);
}

function raftOf(program: Plan['program']): ProgramKind {
  const mutations = program.bugs.map((id) => {
    const mutant = mutants.find((known) => known.id === id);
    if (mutant === undefined) throw new RangeError(`no mutant is called "${id}"`);
    return mutant.mutate;
  });
  // checkedOptions refuses what is not an option or out of its range.
  return raftKind(program.options, mutations) as unknown as ProgramKind;
}
