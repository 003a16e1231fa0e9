// From the text of a scenario to a valid one, or to every mistake in it with its place.

import { type Chain, chainOf, type Library } from './compose/chain.ts';
import { Composed } from './compose/composed.ts';
import { type Layer, layerOf } from './compose/layer.ts';
import { isMapping } from './compose/merge.ts';
import { isModule, moduleText } from './compose/module.ts';
import { readText } from './compose/read-text.ts';
import { type Finding, findingsOf } from './findings.ts';
import { mended } from './mend.ts';
import { Locator, type Problem, ScenarioError, type Span } from './problem.ts';
import type { Known } from './relations/relation.ts';
import { brokenRelations } from './relations.ts';
import type { Scenario } from './scenario.ts';
import { scenarioSchema } from './schema.ts';
import { noteLine } from './step-line.ts';

export type { Library } from './compose/chain.ts';
export { formatProblem, type Problem, ScenarioError } from './problem.ts';
export type { Known } from './relations/relation.ts';
export type { Scenario } from './scenario.ts';

export interface LoadOptions {
  /** `network.loss=5%`: over what the files say, in this order. */
  readonly assignments?: readonly string[];
  /** What `extends` knows by name. Default: nothing. */
  readonly library?: Library;
}

/**
 * Reads a file, or runs a module that exports a scenario. Throws a ScenarioError that lists every mistake; file
 * system errors pass through.
 */
export function loadScenario(path: string, known: Known, options: LoadOptions = {}): Scenario {
  const read = readText(path);
  if ('mistake' in read) {
    const { text, offset, mistake } = read;
    throw mistaken(path, text, { start: offset, end: offset + 1 }, mistake);
  }
  if (!isModule(path)) return parseScenario(read.text, path, known, options);
  const printed = moduleText(path, read.text);
  if ('mistake' in printed) throw mistaken(path, read.text, printed.span, printed.mistake);
  return parseScenario(printed.text, `${path} (as YAML)`, known, options);
}

function mistaken(file: string, text: string, span: Span, mistake: string): ScenarioError {
  return new ScenarioError([new Locator(file, text).problem(span, mistake, null)]);
}

/** Reads a text; `file` is its name in messages, and the paths in it count from the folder of `file`. */
export function parseScenario(text: string, file: string, known: Known, options: LoadOptions = {}): Scenario {
  const top = layerOf(text, file);
  if (!isMapping(top.data)) throw new ScenarioError([notAScenario(top)]);
  const chain = chainOf(top, options.library ?? null);
  const composed = new Composed(chain.layers, chain.broken === null ? (options.assignments ?? []) : []);
  const { data, findings: misnamed, issues } = mended(composed.data);
  const found = [...misnamed, ...findingsOf(issues, data)];
  const findings = chain.broken === null ? [...found, ...brokenRelations(data, known)] : certain(found);
  const problems = [...brokenLink(chain), ...composed.problems(findings)];
  if (problems.length > 0) throw new ScenarioError(shortened(problems));
  const scenario = scenarioSchema.parse(data);
  scenario.script?.forEach((step, position) => {
    noteLine(step, composed.lineOf(['script', position]));
  });
  return scenario;
}

/** Enough to begin with. */
const problemsMax = 200;

function shortened(problems: readonly Problem[]): readonly Problem[] {
  const next = problems[problemsMax];
  if (next === undefined) return problems;
  const message = `there are at least ${problems.length - problemsMax} more mistakes from here on`;
  return [...problems.slice(0, problemsMax), { ...next, message, hint: null }];
}

function notAScenario({ document, locator }: Layer): ReturnType<Locator['problem']> {
  return locator.problem(document.spanOfValue([]), 'expected a scenario: version, name, description …', null);
}

function brokenLink({ broken }: Chain): readonly (Chain['broken'] & object)[] {
  return broken === null ? [] : [broken];
}

/** What stays wrong whatever the file says that cannot be read. */
function certain(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ path }) => path.length > 0);
}
