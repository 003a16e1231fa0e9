// What becomes of one file: refused with sentences, or a scenario that prints, compiles and runs. Anything else
// that happens is a mistake of ours.

import { registerExamples } from '../../examples/programs.ts';
import { compileScenario } from '../../scenarios/compile.ts';
import { explainPlan } from '../../scenarios/explain.ts';
import {
  formatProblem,
  type Known,
  type Library,
  parseScenario,
  type Scenario,
  ScenarioError,
} from '../../scenarios/parse.ts';
import { printScenario } from '../../scenarios/print.ts';
import { knownNames } from '../../sim/catalogue.ts';
import type { Plan } from '../../sim/plan.ts';
import { run } from '../../sim/run.ts';

export type Fate = 'refused' | 'ran';

/** A fate that no file may have. */
export class Mishap extends Error {
  override readonly name: string = 'Mishap';
}

const noLibrary: Library = { names: () => ['leader-crash'], file: () => null };
/** Of a run: enough for its first faults, little enough for a hundred thousand of them. */
const eventsMax = 400;

let names: Known | null = null;

export function attempt(text: string, seed: number): Fate {
  const known = everyName();
  let scenario: Scenario;
  try {
    scenario = parseScenario(text, 'fuzzed/file.yaml', known, { library: noLibrary });
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    refusal(error, text);
    return 'refused';
  }
  const plan = compileScenario(scenario, seed);
  if (told(compileScenario(parseScenario(printScenario(scenario), 'printed', known), seed)) !== told(plan)) {
    throw new Mishap('printed and read again it is another plan');
  }
  if (/undefined|NaN/.test(explainPlan(plan).replaceAll(scenario.name, '')))
    throw new Mishap('explained with undefined');
  const first = run(plan, seed, { stopAtEvent: eventsMax });
  const { verdict } = first;
  if (verdict.kind === 'crashed') throw new Mishap(`the run crashed: ${verdict.error}`);
  // A script or a `never` of the file's own may break; a property of Raft may not, unless the file plants what
  // breaks it, or lets more disks be damaged than Raft can bear.
  const isOurs = verdict.kind === 'violated' && known.properties.includes(verdict.violation.property);
  const isBearable =
    plan.limits.damaged === 'minority' && plan.program.bugs.length === 0 && plan.checks.fails === null;
  if (isOurs && isBearable && plan.program.name === 'raft') {
    throw new Mishap(`${verdict.violation.property}: ${verdict.violation.message}`);
  }
  if (run(plan, seed, { stopAtEvent: eventsMax }).digest !== first.digest)
    throw new Mishap('two runs, two digests');
  return 'ran';
}

/** Without the lines of the file that a plan points back to. */
function told(plan: Plan): string {
  return JSON.stringify(plan).replaceAll(/"place":"line \d+"/g, '');
}

function everyName(): Known {
  if (names === null) registerExamples();
  names ??= knownNames();
  return names;
}

/** Every mistake lies in the file, and can be shown in a few lines. */
function refusal({ problems }: ScenarioError, text: string): void {
  if (problems.length === 0) throw new Mishap('refused without a reason');
  const lines = text.split('\n').length;
  for (const problem of problems) {
    const shown = formatProblem(problem);
    if (problem.line < 1 || problem.line > lines || problem.column < 1) throw new Mishap(`nowhere: ${shown}`);
    if (shown.length > 3000) throw new Mishap(`a mistake told in ${shown.length} characters`);
    if (/undefined|Invalid input|\[object/.test(problem.message))
      throw new Mishap(`in words of ours: ${shown}`);
  }
}
