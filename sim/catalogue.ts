// What scenarios and commands may name: programs, properties and mutants, each with where it comes from.

import type { Scope } from './checkers/checker.ts';
import { mutants } from './mutants/mutants.ts';
import { observersOf } from './observers.ts';
import type { ChecksPlan } from './plan.ts';
import { registerPrograms } from './programs.ts';
import { programKind, programNames } from './registry.ts';

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
  never: [],
  thresholds: [],
  fails: null,
  failsWithin: 0,
};

/** Every `always` property of every registered program, in the order in which reports name them. */
export function properties(): readonly PropertyEntry[] {
  registerPrograms();
  const nobody = { size: 0, program: () => undefined, image: () => undefined, clock: () => 0 };
  const found = new Map<string, PropertyEntry>();
  for (const name of programNames()) {
    const kind = programKind({ name, options: {}, bugs: [] });
    const observers = observersOf(kind, nobody, everything);
    for (const { property, source, scope } of observers.flatMap((observer) => observer.report())) {
      found.set(property, { name: property, source, scope });
    }
  }
  return [...found.values()];
}

export interface KnownNames {
  readonly programs: readonly string[];
  readonly properties: readonly string[];
  readonly bugs: readonly string[];
  /** What may be read of each program's nodes. */
  readonly shows: { readonly [program: string]: readonly ('standing' | 'state')[] };
  /** Kinds of messages, of each program that says which it has. */
  readonly messages: { readonly [program: string]: readonly string[] };
}

/** The names that a scenario is checked against. */
export function knownNames(): KnownNames {
  registerPrograms();
  return {
    programs: programNames(),
    properties: properties().map(({ name }) => name),
    bugs: mutants.map(({ id }) => id),
    shows: Object.fromEntries(
      programNames().map((name) => {
        const { status, finalView } = programKind({ name, options: {}, bugs: [] });
        const standing = status === undefined ? [] : ['standing' as const];
        return [name, finalView === undefined ? standing : [...standing, 'state' as const]];
      }),
    ),
    messages: Object.fromEntries(
      programNames().flatMap((name) => {
        const { messageKinds } = programKind({ name, options: {}, bugs: [] });
        return messageKinds === undefined ? [] : [[name, messageKinds]];
      }),
    ),
  };
}
