// `network.loss=5%`: a value put into a scenario from the command line, over what its files say.

import type { Path, ScenarioDocument } from '../document.ts';
import { nearest } from '../nearest.ts';
import { didYouMean, Locator, ScenarioError, type Span } from '../problem.ts';
import { type Layer, layerOf } from './layer.ts';
import { hides, isMapping } from './merge.ts';

interface Step {
  readonly word: string;
  readonly span: Span;
}

/** An assignment that has found its place. */
export interface Assigned {
  readonly layer: Layer;
  /** From the root, ids replaced by positions. */
  readonly path: Path;
  /** How many steps of the path were there before. */
  readonly known: number;
}

/** Puts the value into the data. Throws a ScenarioError when the words are no assignment, or name nothing in it. */
export function assign(
  data: unknown,
  words: string,
): { readonly data: unknown; readonly assigned: Assigned } {
  const file = `--set ${words}`;
  const locator = new Locator(file, words);
  const { steps, valueAt } = stepsOf(words, locator);
  const value = layerOf(valueText(words, valueAt), file, locator);
  const path: (string | number)[] = [];
  let known = 0;
  const put = (below: unknown, position: number): unknown => {
    const step = steps[position];
    if (step === undefined) return value.data;
    if (Array.isArray(below)) {
      const index = indexOf(below, step, steps.slice(0, position), locator);
      path.push(index);
      known = position + 1;
      return below.map((item: unknown, each) => (each === index ? put(item, position + 1) : item));
    }
    path.push(step.word);
    const here = { [step.word]: null };
    const entries = new Map(isMapping(below) && !hides(here, below) ? Object.entries(below) : []);
    if (entries.has(step.word)) known = position + 1;
    entries.set(step.word, put(entries.get(step.word), position + 1));
    return Object.fromEntries(entries);
  };
  const result = put(data, 0);
  const layer = { ...value, document: documentOf(value.document, steps, valueAt) };
  return { data: result, assigned: { layer, path, known } };
}

/** At its place in the words. A comparison (`>= 2`) is no block of text, as which YAML would take it. */
function valueText(words: string, valueAt: number): string {
  const given = words.slice(valueAt);
  if (!/^\s*[>|]/.test(given)) return `${' '.repeat(valueAt)}${given}`;
  return `${' '.repeat(valueAt - 1)}${JSON.stringify(given)}`;
}

/** `faults.cut.for`: words between dots; one that holds a dot is quoted. */
function stepsOf(
  words: string,
  locator: Locator,
): { readonly steps: readonly Step[]; readonly valueAt: number } {
  const steps: Step[] = [];
  const refuse = (start: number, message: string): never => {
    throw new ScenarioError([locator.problem({ start, end: start + 1 }, message, null)]);
  };
  const word = /"([^"]*)"|[^.="]+/y;
  for (let at = 0; ; at++) {
    word.lastIndex = at;
    const found = word.exec(words);
    if (found === null) return refuse(Math.min(at, words.length), 'expected a key, as in network.loss=5%');
    const end = word.lastIndex;
    steps.push({ word: (found[1] ?? found[0]).trim(), span: { start: at, end } });
    if (steps.length > stepsMax) return refuse(at, `a key lies at most ${stepsMax} deep`);
    at = end;
    if (words[at] === '=') {
      const valueAt = at + 1;
      if (words.slice(valueAt).trim() === '') return refuse(at, 'expected a value after the =');
      return { steps, valueAt };
    }
    if (words[at] !== '.')
      return refuse(Math.min(at, words.length), 'expected = and a value, as in network.loss=5%');
  }
}

/** Deeper than anything in the language. */
const stepsMax = 20;

/** A position, or the id or name of an item. */
function indexOf(
  list: readonly unknown[],
  { word, span }: Step,
  before: readonly Step[],
  locator: Locator,
): number {
  const ids = list.map((item) => (isMapping(item) ? (item['id'] ?? item['name']) : null));
  const named = ids.indexOf(word);
  if (named >= 0) return named;
  const index = /^\d{1,6}$/.test(word) ? Number(word) : list.length;
  if (index < list.length) return index;
  const where = before.map((step) => step.word).join('.');
  const known = ids.filter((id) => typeof id === 'string');
  const places = list.length === 0 ? 'it is empty' : `it has 0 to ${list.length - 1}`;
  const names = known.length === 0 ? '' : `, ${known.slice(0, 20).join(', ')}`;
  const hint = didYouMean(nearest(word, known));
  throw new ScenarioError([
    locator.problem(span, `there is no "${word}" in ${where}: ${places}${names}`, hint),
  ]);
}

/** Places in the value and in the steps to it; all paths count from the root of the scenario. */
function documentOf(value: ScenarioDocument, steps: readonly Step[], valueAt: number): ScenarioDocument {
  const depth = steps.length;
  const ofStep = (path: Path): Span => steps[Math.max(0, path.length - 1)]!.span;
  const ofValue = (path: Path): Span => {
    const { start, end } = value.spanOfValue(path.slice(depth));
    return { start: Math.max(start, valueAt), end };
  };
  return {
    data: value.data,
    mistakes: value.mistakes,
    spanOfValue: (path) => (path.length < depth ? ofStep(path) : ofValue(path)),
    spanOfKey: (path) => (path.length <= depth ? ofStep(path) : value.spanOfKey(path.slice(depth))),
    isBare: (path) => path.length > depth && value.isBare(path.slice(depth)),
    textStart: (path) => (path.length < depth ? null : value.textStart(path.slice(depth))),
  };
}
