// One file of the corpus: a run that is worth keeping, and what is expected of it.

import type { Scenario } from '../../scenarios/scenario.ts';

/**
 * passes: it must not fail, now or ever again. planted: the bug in it must be caught. known: nobody has mended it
 * yet, so it fails.
 */
export type Expectation =
  | { readonly kind: 'passes' }
  | { readonly kind: 'planted' | 'known'; readonly property: string };

export interface Entry {
  readonly name: string;
  /** As one would name it from here. */
  readonly file: string;
  readonly scenario: Scenario;
}

export function expectationOf({ scenario }: Pick<Entry, 'scenario'>): Expectation {
  const property = scenario.expect?.fails?.property;
  if (property === undefined) return { kind: 'passes' };
  const isPlanted = (scenario.protocol?.bugs ?? []).length > 0;
  return { kind: isPlanted ? 'planted' : 'known', property };
}

/** `must pass`, `fails linearizable (planted C01)`. */
export function expectationWords(entry: Pick<Entry, 'scenario'>): string {
  const expectation = expectationOf(entry);
  if (expectation.kind === 'passes') return 'must pass';
  const why = expectation.kind === 'known' ? 'known' : `planted ${entry.scenario.protocol?.bugs?.join(' ')}`;
  return `fails ${expectation.property} (${why})`;
}
