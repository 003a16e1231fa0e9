// What commands need of the simulator and of the scenario language, behind one narrow interface;
// nothing of either is loaded before a command asks for it.

import type { Scenario } from '../scenarios/scenario.ts';
import type { Plan } from '../sim/plan.ts';
import type { RunOptions } from '../sim/run.ts';
import type { Run } from '../sim/verdict.ts';

export interface LoadedScenario {
  /** As the user named it. */
  readonly file: string;
  readonly name: string;
  readonly description: string;
  readonly tags: readonly string[];
  /** How many seeds the file asks for when the command line names none. */
  readonly seeds: number;
  compile(seed: number): Plan;
  /** What the file holds; absent for a course's config. */
  readonly data?: Scenario;
  /** The one seed that the file itself names. */
  readonly seed?: number;
  /** The same file in another way, to be run after this one. */
  readonly also?: LoadedScenario;
  /** Assignments that tell this way from the other, for replay commands. */
  readonly variant?: readonly string[];
  /** What its reader should know, ready to print. */
  readonly warnings?: readonly string[];
}

export interface PropertyEntry {
  readonly name: string;
  readonly source: string;
  readonly scope: string;
}

export interface BugEntry {
  readonly id: string;
  readonly description: string;
  readonly source: string;
  /** What it breaks. */
  readonly property: string;
}

export interface NamedEntry {
  readonly name: string;
  readonly description: string;
}

/** What a fault can do. */
export interface ActionEntry extends NamedEntry {
  /** Keys of its own, beside those that every fault has. */
  readonly keys: readonly string[];
}

export interface Engine {
  /** Files for the arguments (files, folders, globs, names of shipped scenarios), as paths to show. */
  find(args: readonly string[], cwd: string): readonly string[];
  /** Throws InvalidScenario with every mistake of the file. `assignments`: of `--set`, over what it says. */
  load(file: string, cwd: string, color: boolean, assignments?: readonly string[]): LoadedScenario;
  /** The same for a text; `file` is its name in messages. */
  read(text: string, file: string, color: boolean): LoadedScenario;
  run(plan: Plan, seed: number, options?: RunOptions): Run;
  explain(plan: Plan): string;
  jsonSchema(): unknown;
  /** Config files of a course: those named, those of the folders named, or the shipped ones. */
  courseFiles(args: readonly string[], cwd: string): readonly string[];
  shipped(): readonly string[];
  properties(): readonly PropertyEntry[];
  bugs(): readonly BugEntry[];
  programs(): readonly string[];
  /** What goals can ask for. */
  events(): readonly NamedEntry[];
  actions(): readonly ActionEntry[];
}

export type EngineLoader = () => Promise<Engine>;
