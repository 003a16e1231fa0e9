// The scenarios that the arguments of a command name, with the mistakes of all files at once, so that nobody has to
// come back for the next.

import { InvalidScenario } from './bad-input.ts';
import type { Engine, LoadedScenario } from './engine.ts';
import type { Io } from './io.ts';

export function loadAll(
  engine: Engine,
  args: readonly string[],
  io: Io,
  color: boolean,
  assignments: readonly string[],
): readonly LoadedScenario[] {
  const scenarios: LoadedScenario[] = [];
  const invalid: InvalidScenario[] = [];
  for (const file of engine.find(args, io.cwd)) {
    try {
      scenarios.push(engine.load(file, io.cwd, color, assignments));
    } catch (error) {
      if (!(error instanceof InvalidScenario)) throw error;
      invalid.push(error);
    }
  }
  if (invalid.length === 0) return scenarios;
  const mistakes = invalid.reduce((total, each) => total + each.mistakes, 0);
  throw new InvalidScenario(invalid.map((each) => each.message).join('\n'), mistakes);
}

export const nothingFound =
  'no scenario to run: there is no *.yaml or *.yml in the folders, and nothing that the patterns match\n';
