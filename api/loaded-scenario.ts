// A scenario as a test gives it (a file's path, or the data itself), read and judged once for all its seeds.

import { isAbsolute, relative, resolve } from 'node:path';
import type { ScenarioInput } from '../scenarios/define-scenario.ts';
import { defineScenario } from '../scenarios/define-scenario.ts';
import { loadScenario, parseScenario, type Scenario } from '../scenarios/parse.ts';
import type { Envelope, ProgramKind } from '../sim/program.ts';
import { bringProgram, namesKnown } from './programs.ts';

/** Scenario data, as `defineScenario` takes and gives it, or the path of a file. */
export type ScenarioGiven = string | ScenarioInput;

export interface LoadedScenario {
  /** What messages call it: the path, or the name. */
  readonly title: string;
  /** The path, as short as it can be said from here; null: data of a test. */
  readonly file: string | null;
  readonly scenario: Scenario;
}

/** Throws a ScenarioError that lists every mistake of the scenario with its place. `program`: what its nodes host. */
export function loadedScenario<M extends Envelope, W, Image>(
  given: ScenarioGiven,
  program?: ProgramKind<M, W, Image>,
): LoadedScenario {
  if (program !== undefined) bringProgram(program);
  return typeof given === 'string' ? ofFile(given, program?.name) : ofData(given, program?.name);
}

/** The same for what may be loaded already. */
export function loadedOnce<M extends Envelope, W, Image>(
  given: ScenarioGiven | LoadedScenario,
  program?: ProgramKind<M, W, Image>,
): LoadedScenario {
  return typeof given === 'object' && 'title' in given ? given : loadedScenario(given, program);
}

function ofFile(path: string, implementation: string | undefined): LoadedScenario {
  const assignments = implementation === undefined ? [] : [`protocol.implementation=${implementation}`];
  const whole = isAbsolute(path) ? path : resolve(path);
  const file = relative(process.cwd(), whole);
  return { title: file, file, scenario: loadScenario(whole, namesKnown(), { assignments }) };
}

function ofData(given: ScenarioInput, implementation: string | undefined): LoadedScenario {
  const { protocol, ...rest } = defineScenario(given);
  const named = implementation === undefined ? protocol : { ...protocol, implementation };
  const data = named === undefined ? rest : { ...rest, protocol: named };
  const text = JSON.stringify(data, null, 2);
  const scenario = parseScenario(text, `${given.name ?? 'a scenario'} (as JSON)`, namesKnown());
  return { title: scenario.name, file: null, scenario };
}
