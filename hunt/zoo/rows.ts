// What the trials of one specimen by one strategy come to.

import { median } from '../median.ts';
import { isVisible, type Specimen, targetOf } from './specimen.ts';
import type { TrialResult } from './trial.ts';

export interface Row {
  readonly specimen: Specimen;
  readonly strategy: string;
  readonly checks: TrialResult['checks'];
  readonly trials: number;
  readonly found: number;
  /** Of those that found it; null: none did. */
  readonly seconds: { readonly median: number; readonly min: number; readonly max: number } | null;
  readonly runs: { readonly median: number; readonly min: number; readonly max: number } | null;
  /** What caught it, the most frequent first. */
  readonly properties: readonly string[];
  readonly smallest: TrialResult['smallest'];
  /** The longest that a trial without success went on, s. */
  readonly soughtFor: number;
}

export function rowOf(specimen: Specimen, results: readonly TrialResult[]): Row {
  const [first] = results;
  const hits = results.filter(({ property }) => property !== null);
  return {
    specimen,
    strategy: first?.strategy ?? '',
    checks: first?.checks ?? 'end-to-end',
    trials: results.length,
    found: hits.length,
    seconds: spread(hits.map(({ spentMs }) => spentMs / 1000)),
    runs: spread(hits.map(({ runs }) => runs)),
    properties: byFrequency(hits.flatMap(({ property }) => property ?? [])),
    smallest: results.find(({ smallest }) => smallest !== null)?.smallest ?? null,
    soughtFor: Math.max(
      0,
      ...results.map(({ property, spentMs }) => (property === null ? spentMs / 1000 : 0)),
    ),
  };
}

function spread(values: readonly number[]): Row['seconds'] {
  if (values.length === 0) return null;
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

function byFrequency(names: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([name]) => name);
}

export interface Score {
  readonly label: string;
  readonly trials: number;
  readonly inTime: number;
  /** Percent that the target asks for. */
  readonly asked: number;
  /** Processor seconds that the target gives. */
  readonly seconds: number;
}

/** How often the trials of visible specimens met the time of their class. */
export function scoresOf(results: readonly TrialResult[], specimens: readonly Specimen[]): readonly Score[] {
  const byLabel = new Map<string, { trials: number; inTime: number; asked: number; seconds: number }>();
  for (const result of results) {
    const specimen = specimens.find(({ id }) => id === result.specimen);
    if (specimen === undefined || !isVisible(specimen)) continue;
    const { seconds, percent: asked } = targetOf(specimen.difficulty, specimen.nature);
    const label = specimen.nature === 'liveness' ? 'liveness' : specimen.difficulty;
    const score = byLabel.get(label) ?? { trials: 0, inTime: 0, asked, seconds };
    score.trials++;
    if (result.property !== null && result.spentMs <= seconds * 1000) score.inTime++;
    byLabel.set(label, score);
  }
  const order = ['easy', 'medium', 'hard', 'very hard', 'liveness'];
  return order.flatMap((label) => {
    const score = byLabel.get(label);
    return score === undefined ? [] : [{ label, ...score }];
  });
}

/** Reports of what end-to-end checks must leave alone. */
export function falseClaims(
  results: readonly TrialResult[],
  specimens: readonly Specimen[],
): readonly TrialResult[] {
  return results.filter(({ specimen, checks, property }) => {
    const known = specimens.find(({ id }) => id === specimen);
    return property !== null && checks === 'end-to-end' && known !== undefined && !isVisible(known);
  });
}
