// One source of a scenario (a file, or an assignment of the command line): its data, and where in its text it stands.

import { readDocument, type ScenarioDocument } from '../document.ts';
import { Locator, type Problem, ScenarioError } from '../problem.ts';

export interface Layer {
  readonly file: string;
  readonly data: unknown;
  readonly document: ScenarioDocument;
  readonly locator: Locator;
  /** Of the text itself, with which there is data all the same. */
  readonly problems: readonly Problem[];
}

/** Throws a ScenarioError when there is no data in the text. */
export function layerOf(text: string, file: string, locator: Locator = new Locator(file, text)): Layer {
  const document = readDocument(text);
  const problems = document.mistakes.map(({ span, message }) => locator.problem(span, message, null));
  if (!('data' in document)) throw new ScenarioError(problems);
  return { file, data: document.data, document, locator, problems };
}
