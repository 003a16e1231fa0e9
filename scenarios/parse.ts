// From the text of a scenario to a valid one, or to every mistake in it with its place.

import { readFileSync, statSync } from 'node:fs';
import { readDocument, type ScenarioDocument } from './document.ts';
import { type Finding, findingsOf } from './findings.ts';
import { Locator, type Problem, ScenarioError, type Span } from './problem.ts';
import type { Known } from './relations/relation.ts';
import { brokenRelations } from './relations.ts';
import type { Scenario } from './scenario.ts';
import { scenarioSchema } from './schema.ts';

export { formatProblem, type Problem, ScenarioError } from './problem.ts';
export type { Known } from './relations/relation.ts';
export type { Scenario } from './scenario.ts';

/** Nobody writes a scenario this long; a wrong file may be. */
const bytesMax = 1_000_000;

/** Reads a file. Throws a ScenarioError that lists every mistake; file system errors pass through. */
export function loadScenario(path: string, known: Known): Scenario {
  const { size } = statSync(path);
  if (size > bytesMax) {
    const message = `the file has ${size} bytes; a scenario has at most ${bytesMax}`;
    throw new ScenarioError([new Locator(path, '').problem({ start: 0, end: 1 }, message, null)]);
  }
  return parseScenario(readFileSync(path, 'utf8'), path, known);
}

/** Reads a text; `file` is its name in messages. */
export function parseScenario(text: string, file: string, known: Known): Scenario {
  const locator = new Locator(file, text);
  const document = readDocument(text);
  if ('mistakes' in document) {
    throw new ScenarioError(
      document.mistakes.map(({ span, message }) => locator.problem(span, message, null)),
    );
  }
  const { data } = document;
  if (data === null || typeof data !== 'object' || Array.isArray(data)) {
    const span = document.spanOfValue([]);
    throw new ScenarioError([
      locator.problem(span, 'expected a scenario: version, name, description …', null),
    ]);
  }
  const parsed = scenarioSchema.safeParse(data);
  const found = parsed.success ? [] : findingsOf(parsed.error.issues, data);
  const findings = [...found, ...brokenRelations(data, known)];
  if (findings.length > 0 || !parsed.success) {
    throw new ScenarioError(inOrder(findings.map((finding) => place(finding, document, locator))));
  }
  return parsed.data;
}

function place(finding: Finding, document: ScenarioDocument, locator: Locator): Problem {
  return locator.problem(spanOf(finding, document), finding.message, finding.hint);
}

function spanOf({ path, at, part }: Finding, document: ScenarioDocument): Span {
  const whole = at === 'key' ? document.spanOfKey(path) : document.spanOfValue(path);
  const start = part === null ? null : document.textStart(path);
  if (part === null || start === null) return whole;
  return { start: start + part.offset, end: start + part.offset + part.length };
}

function inOrder(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort((one, other) => one.line - other.line || one.column - other.column);
}
