// Programs that tests bring along, under the names by which scenarios know them.

import { type KnownNames, knownNames } from '../sim/catalogue.ts';
import type { Envelope, ProgramKind } from '../sim/program.ts';
import { registerPrograms } from '../sim/programs.ts';
import { programNames, registerProgram } from '../sim/registry.ts';

const brought = new Map<string, ProgramKind>();
let known: KnownNames | null = null;

/**
 * Makes a program known; one that was brought under the same name before makes way. RangeError: the name is taken by
 * a program of the simulator.
 */
export function bringProgram<M extends Envelope, W, Image>(kind: ProgramKind<M, W, Image>): void {
  const { name } = kind;
  const opaque = kind as unknown as ProgramKind;
  if (brought.get(name) === opaque) return;
  registerPrograms();
  if (!brought.has(name)) {
    if (programNames().includes(name)) throw new RangeError(`a program called "${name}" is there already`);
    registerProgram(name, () => brought.get(name) ?? opaque);
  }
  brought.set(name, opaque);
  known = null;
}

/** What scenarios may name at present. */
export function namesKnown(): KnownNames {
  known ??= knownNames();
  return known;
}
