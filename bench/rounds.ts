// Several figures measured in turn, round after round in one process, so that a machine whose speed
// drifts drifts for all of them alike.

import { median } from '../hunt/median.ts';

export interface Figure {
  readonly name: string;
  /** Measures once. */
  measure(): number;
}

/** The median of each figure over so many alternating rounds, after one that is not counted. */
export function alternate(figures: readonly Figure[], rounds: number): ReadonlyMap<string, number> {
  const samples = new Map<string, number[]>(figures.map((figure) => [figure.name, []]));
  for (const figure of figures) figure.measure();
  for (let round = 0; round < rounds; round++) {
    for (const figure of figures) samples.get(figure.name)?.push(figure.measure());
  }
  return new Map([...samples].map(([name, values]) => [name, median(values)]));
}
