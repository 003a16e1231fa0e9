// What scenarios and commands may name: programs, properties and mutants, each with where it comes from.

import type { Scope } from './checkers/checker.ts';
import { clientObservers } from './client-observers.ts';
import { mutants } from './mutants/mutants.ts';
import type { ChecksPlan } from './plan.ts';
import { registerPrograms } from './programs.ts';
import { raftKind } from './raft-program.ts';
import { programNames } from './registry.ts';

export interface PropertyEntry {
  readonly name: string;
  readonly source: string;
  readonly scope: Scope;
}

const everything: ChecksPlan = {
  scopes: ['end-to-end', 'deep'],
  always: [],
  eventually: [],
  sometimes: [],
  fails: null,
};

/** Every `always` property, in the order in which reports name them. */
export function properties(): readonly PropertyEntry[] {
  const nobody = { size: 0, program: () => undefined, image: () => undefined as never, clock: () => 0 };
  const observers = [...raftKind({}).observers(nobody, everything), ...clientObservers(everything)];
  return observers
    .flatMap((observer) => observer.report())
    .map(({ property, source, scope }) => ({ name: property, source, scope }));
}

export interface KnownNames {
  readonly programs: readonly string[];
  readonly properties: readonly string[];
  readonly bugs: readonly string[];
}

/** The names that a scenario is checked against. */
export function knownNames(): KnownNames {
  registerPrograms();
  return {
    programs: programNames(),
    properties: properties().map(({ name }) => name),
    bugs: mutants.map(({ id }) => id),
  };
}
