// Where a scenario file says what failed: the line of the goal or property, or of `expect` as a whole.

import { type Path, readDocument, type ScenarioDocument } from './document.ts';
import { Locator, type Span } from './problem.ts';

/** From 1; the first line where the text expects nothing in particular, or is no scenario. */
export function expectationLine(text: string, names: readonly string[]): number {
  const document = readDocument(text);
  if (!('data' in document) || !isMapping(document.data)) return 1;
  const { expect } = document.data;
  if (expect === undefined) return 1;
  const path = pathTo(expect, names);
  const span = path === null ? document.spanOfKey(['expect']) : spanOf(document, ['expect', ...path]);
  return new Locator('', text).problem(span, '', null).line;
}

/** An item of a list begins with its value, anything else with its key. */
function spanOf(document: ScenarioDocument, path: Path): Span {
  return typeof path.at(-1) === 'number' ? document.spanOfValue(path) : document.spanOfKey(path);
}

/** The item of the expectation that holds one of the names; null where none does. */
function pathTo(expect: unknown, names: readonly string[]): Path | null {
  if (!isMapping(expect)) return null;
  for (const [section, content] of Object.entries(expect)) {
    if (Array.isArray(content)) {
      const position = content.findIndex((item) => says(item, names));
      if (position >= 0) return [section, position];
    } else if (isMapping(content)) {
      const key = Object.keys(content).find((each) => names.includes(each));
      if (key !== undefined) return [section, key];
      if (says(content, names)) return [section];
    }
  }
  return null;
}

function says(item: unknown, names: readonly string[]): boolean {
  const words: readonly unknown[] = isMapping(item) ? Object.values(item) : [item];
  return words.some((word) => typeof word === 'string' && names.includes(word));
}

function isMapping(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
