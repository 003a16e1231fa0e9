// The engine that the command really runs: scenario files, the simulator, and the programs it knows.

import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { registerExamples } from '../examples/programs.ts';
import { actions } from '../scenarios/actions.ts';
import { compileScenario } from '../scenarios/compile.ts';
import { compileCourse } from '../scenarios/course-config/compile.ts';
import { type CourseFile, loadCourse } from '../scenarios/course-config/parse.ts';
import { explainPlan } from '../scenarios/explain.ts';
import { findScenarios, NothingFound, UnreadableFolder } from '../scenarios/find.ts';
import {
  formatProblem,
  type Known,
  loadScenario,
  parseScenario,
  type Scenario,
  ScenarioError,
} from '../scenarios/parse.ts';
import { seedsOf } from '../scenarios/quantity.ts';
import { scenarioJsonSchema } from '../scenarios/schema.ts';
import { knownNames, properties } from '../sim/catalogue.ts';
import { eventNames } from '../sim/condition.ts';
import { eventMeanings } from '../sim/event-meaning.ts';
import { mutants } from '../sim/mutants/mutants.ts';
import type { CourseMode } from '../sim/plan.ts';
import { programNames } from '../sim/registry.ts';
import { run } from '../sim/run.ts';
import { BadInput, InvalidScenario } from './bad-input.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Engine, LoadedScenario } from './engine.ts';
import { reasonOf } from './reason.ts';
import { shippedCourse, shippedCourseFile, shippedFile, shippedLibrary, shippedNames } from './shipped.ts';

export function realEngine(): Engine {
  registerExamples();
  const known: Known = knownNames();
  return {
    find: findAll,
    load: (file, cwd, color, assignments = []) => load(file, cwd, color, known, assignments),
    read: (text, file, color) => {
      const scenario = read(file, color, () => parseScenario(text, file, known, { library: shippedLibrary }));
      return loaded(file, scenario);
    },
    run,
    explain: explainPlan,
    jsonSchema: scenarioJsonSchema,
    courseFiles,
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
    events: () => eventNames.map((name) => ({ name, description: eventMeanings[name] })),
    actions,
  };
}

function courseFiles(args: readonly string[], cwd: string): readonly string[] {
  if (args.length === 0) return shippedCourse();
  return [...new Set(args.flatMap((word) => courseFilesOf(word, cwd)))];
}

function courseFilesOf(word: string, cwd: string): readonly string[] {
  const path = resolve(cwd, word);
  if (!existsSync(path) && shippedCourseFile(word) !== null) return [word];
  if (!existsSync(path))
    throw new BadInput(`${word}: no such file or folder`, didYouMean(word, shippedCourse()));
  if (!statSync(path).isDirectory()) return [word];
  const names = namesIn(path, word).filter((name) => name.endsWith('.json'));
  return [...names].sort().map((name) => join(word, name));
}

function namesIn(path: string, word: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch (error) {
    throw new BadInput(`cannot read ${word}`, reasonOf(error));
  }
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
  if (!isThere && (shippedFile(word) ?? shippedCourseFile(word)) !== null) return [word];
  try {
    return findScenarios([word], cwd);
  } catch (error) {
    if (error instanceof UnreadableFolder) throw new BadInput(error.message, reasonOf(error.cause));
    if (!(error instanceof NothingFound)) throw error;
    if (isThere || /[*?{]/.test(word)) return [];
    throw new BadInput(error.message, didYouMean(word, [...shippedNames(), ...shippedCourse()]));
  }
}

function load(
  file: string,
  cwd: string,
  color: boolean,
  known: Known,
  assignments: readonly string[],
): LoadedScenario {
  const path = pathOf(file, cwd);
  const course = read(path, color, () => loadCourse(path, known, assignments));
  if (course !== null) return courseScenario(file, course, color);
  const scenario = read(path, color, () =>
    loadScenario(path, known, { assignments, library: shippedLibrary }),
  );
  return loaded(file, scenario);
}

function loaded(file: string, scenario: Scenario): LoadedScenario {
  return {
    file,
    name: scenario.name,
    description: scenario.description,
    tags: scenario.tags ?? [],
    seeds: scenario.run?.seeds ?? (seedsOf(scenario.expect?.fails?.within) || 1),
    compile: (seed) => compileScenario(scenario, seed),
    data: scenario,
    ...(scenario.run?.seed === undefined ? {} : { seed: scenario.run.seed }),
  };
}

/** As short as it can be said from here: it is what messages show. */
function pathOf(file: string, cwd: string): string {
  const path = resolve(cwd, file);
  return relative(
    process.cwd(),
    existsSync(path) ? path : (shippedFile(file) ?? shippedCourseFile(file) ?? path),
  );
}

/** Both modes, one after the other, unless one of them is asked for. */
function courseScenario(file: string, { config, warnings }: CourseFile, color: boolean): LoadedScenario {
  const name = basename(file).replace(/\.json$/, '');
  const inMode = (mode: CourseMode): LoadedScenario => ({
    file,
    name: `${name} (${mode})`,
    description: `A course's config in ${mode} mode.`,
    tags: [],
    seeds: 1,
    ...(config.seed === undefined ? {} : { seed: config.seed }),
    compile: (seed) => compileCourse(name, config, mode, seed),
    variant: config.mode === undefined ? [`mode=${mode}`] : [],
  });
  const told = warnings.map((warning) => `${formatProblem(warning, color, 'warning')}\n`);
  if (config.mode !== undefined) return { ...inMode(config.mode), warnings: told };
  return { ...inMode('course'), also: inMode('strict'), warnings: told };
}

/** What goes wrong with the file, in words for the user. */
function read<T>(path: string, color: boolean, load: () => T): T {
  try {
    return load();
  } catch (error) {
    if (error instanceof ScenarioError) {
      const { problems } = error;
      const text = problems.map((problem) => formatProblem(problem, color)).join('\n\n');
      throw new InvalidScenario(`${text}\n`, problems.length);
    }
    if (error instanceof Error && 'code' in error) {
      throw new BadInput(`cannot read ${path}`, reasonOf(error));
    }
    throw error;
  }
}
