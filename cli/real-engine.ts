// The engine that the command really runs: scenario files, the simulator, and the programs it knows.

import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { registerExamples } from '../examples/programs.ts';
import { compileScenario } from '../scenarios/compile.ts';
import { explainPlan } from '../scenarios/explain.ts';
import { findScenarios, NothingFound } from '../scenarios/find.ts';
import { formatProblem, type Known, loadScenario, type Scenario, ScenarioError } from '../scenarios/parse.ts';
import { scenarioJsonSchema } from '../scenarios/schema.ts';
import { knownNames, properties } from '../sim/catalogue.ts';
import { mutants } from '../sim/mutants/mutants.ts';
import { programNames } from '../sim/registry.ts';
import { run } from '../sim/run.ts';
import { BadInput, InvalidScenario } from './bad-input.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Engine, LoadedScenario } from './engine.ts';
import { shippedFile, shippedLibrary, shippedNames } from './shipped.ts';

export function realEngine(): Engine {
  registerExamples();
  const known: Known = knownNames();
  return {
    find: findAll,
    load: (file, cwd, color, assignments = []) => load(file, cwd, color, known, assignments),
    run,
    explain: explainPlan,
    jsonSchema: scenarioJsonSchema,
    shipped: shippedNames,
    properties,
    bugs: () =>
      mutants.map(({ id, description, source, property }) => ({
        id,
        description,
        source,
        property: property ?? 'nothing that shows',
      })),
    programs: programNames,
  };
}

/**
 * Empty where the arguments hold no scenario at all; an argument that holds none beside others that do is
 * taken for a mistake.
 */
function findAll(args: readonly string[], cwd: string): readonly string[] {
  const found = args.map((word) => find(word, cwd));
  const empty = args.find((_, position) => found[position]!.length === 0);
  if (empty !== undefined && found.some((files) => files.length > 0)) {
    throw new BadInput(`there is no scenario in ${empty}`);
  }
  return [...new Set(found.flat())];
}

/** A file of that name comes before a shipped scenario. */
function find(word: string, cwd: string): readonly string[] {
  const isThere = word.trim() !== '' && existsSync(resolve(cwd, word));
  if (!isThere && shippedFile(word) !== null) return [word];
  try {
    return findScenarios([word], cwd);
  } catch (error) {
    if (!(error instanceof NothingFound)) throw error;
    if (isThere || /[*?{]/.test(word)) return [];
    throw new BadInput(error.message, didYouMean(word, shippedNames()));
  }
}

function load(
  file: string,
  cwd: string,
  color: boolean,
  known: Known,
  assignments: readonly string[],
): LoadedScenario {
  const scenario = read(pathOf(file, cwd), color, known, assignments);
  return {
    file,
    name: scenario.name,
    description: scenario.description,
    tags: scenario.tags ?? [],
    seeds: scenario.run?.seeds ?? 1,
    compile: (seed) => compileScenario(scenario, seed),
  };
}

/** As short as it can be said from here: it is what messages show. */
function pathOf(file: string, cwd: string): string {
  const path = resolve(cwd, file);
  return relative(process.cwd(), existsSync(path) ? path : (shippedFile(file) ?? path));
}

function read(path: string, color: boolean, known: Known, assignments: readonly string[]): Scenario {
  try {
    return loadScenario(path, known, { assignments, library: shippedLibrary });
  } catch (error) {
    if (error instanceof ScenarioError) {
      const { problems } = error;
      const text = problems.map((problem) => formatProblem(problem, color)).join('\n\n');
      throw new InvalidScenario(`${text}\n`, problems.length);
    }
    if (error instanceof Error && 'code' in error) {
      throw new BadInput(`cannot read ${path}: ${error.message}`);
    }
    throw error;
  }
}
