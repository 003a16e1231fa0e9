// A scenario put together from its layers, as one piece of data of which every part knows where it was written.

import type { Path } from '../document.ts';
import { type Finding, valueAt } from '../findings.ts';
import { type Problem, ScenarioError } from '../problem.ts';
import { type Assigned, assign } from './assignment.ts';
import type { Layer } from './layer.ts';
import { hides, isMapping, merged } from './merge.ts';

export class Composed {
  readonly data: unknown;
  /** From the one that lies above all. */
  private readonly layers: readonly Layer[];
  private readonly assigned: readonly Assigned[];

  /** Throws a ScenarioError that lists every assignment that finds no place. */
  constructor(layers: readonly Layer[], assignments: readonly string[]) {
    this.layers = layers;
    const problems: Problem[] = [];
    const assigned: Assigned[] = [];
    let data = without(
      'extends',
      layers.reduceRight<unknown>((below, layer) => merged(without('recorded', below), layer.data), {}),
    );
    for (const words of assignments) {
      try {
        const done = assign(data, words);
        data = done.data;
        assigned.push(done.assigned);
      } catch (error) {
        if (!(error instanceof ScenarioError)) throw error;
        problems.push(...error.problems);
      }
    }
    if (problems.length > 0) throw new ScenarioError(problems);
    this.data = data;
    this.assigned = assigned;
  }

  /** At the place where the value was written, in whichever layer that is; in the order of layers, lines and columns. */
  problems(findings: readonly Finding[]): readonly Problem[] {
    const order = [...this.layers, ...this.assigned.map(({ layer }) => layer)];
    const own = order.flatMap((layer, rank) => layer.problems.map((problem) => ({ problem, rank })));
    const placed = findings.map((finding) => {
      const layer = this.writerOf(finding.path);
      return { problem: problemOf(finding, layer), rank: order.indexOf(layer) };
    });
    return [...own, ...placed]
      .sort(
        (a, b) => a.rank - b.rank || a.problem.line - b.problem.line || a.problem.column - b.problem.column,
      )
      .map(({ problem }) => problem);
  }

  /** The line on which the value is written, in whichever layer. */
  lineOf(path: Path): number {
    const { document, locator } = this.writerOf(path);
    return locator.problem(document.spanOfValue(path), '', null).line;
  }

  private writerOf(path: Path): Layer {
    const assigned = this.assigned.findLast(({ path: own, known }) => {
      const common = Math.min(own.length, path.length);
      const isOnTheWay = own.slice(0, common).every((step, position) => step === path[position]);
      // What leads to the value was written there too, if it was not there before.
      return isOnTheWay && (path.length >= own.length || path.length > known);
    });
    return assigned?.layer ?? this.fileOf(path);
  }

  private fileOf(path: Path): Layer {
    let writer = this.layers[0]!;
    let candidates = this.layers.map((layer) => ({ layer, value: layer.data }));
    for (const step of path) {
      const inner: { layer: Layer; value: unknown }[] = [];
      for (const { layer, value } of candidates) {
        const own = valueAt(value, [step]);
        if (own === undefined) continue;
        if (inner.some((above) => hides(above.value, own))) break;
        inner.push({ layer, value: own });
      }
      if (inner.length === 0) return writer;
      writer = inner[0]!.layer;
      candidates = inner;
    }
    return writer;
  }
}

/** What a file says of itself alone. */
function without(own: 'extends' | 'recorded', data: unknown): unknown {
  if (!isMapping(data) || !Object.hasOwn(data, own)) return data;
  return Object.fromEntries(Object.entries(data).filter(([key]) => key !== own));
}

function problemOf({ path, at, part, message, hint }: Finding, { document, locator }: Layer): Problem {
  const whole = at === 'key' ? document.spanOfKey(path) : document.spanOfValue(path);
  const start = part === null ? null : document.textStart(path);
  const span =
    part === null || start === null
      ? whole
      : { start: start + part.offset, end: start + part.offset + part.length };
  return locator.problem(span, message, document.isBare(path) ? quotesHint : hint);
}

/** A word without a colon is hardly a key written wrong. */
const quotesHint = 'a comma ends a value: a text with a comma needs quotes, a list brackets';
