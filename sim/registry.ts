// The programs that scenarios may name. A protocol of one's own is added by `registerProgram`.

import type { Plan } from './plan.ts';
import type { ProgramKind } from './program.ts';

/** Builds a kind from the options and bugs of a plan. */
export type ProgramFactory = (program: Plan['program']) => ProgramKind;

const factories = new Map<string, ProgramFactory>();

/** Makes a protocol known under a name; a second one of the same name is refused. */
export function registerProgram(name: string, factory: ProgramFactory): void {
  if (factories.has(name)) throw new RangeError(`a program called "${name}" is registered already`);
  factories.set(name, factory);
}

export function programKind(program: Plan['program']): ProgramKind {
  const factory = factories.get(program.name);
  if (factory === undefined) {
    throw new RangeError(`no program is called "${program.name}"; there are ${programNames().join(', ')}`);
  }
  return factory(program);
}

export function programNames(): readonly string[] {
  return [...factories.keys()].sort();
}
