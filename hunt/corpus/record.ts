// A run of now, written into a file of the corpus: what it shows, and what is expected of it from now on.

import type { Scenario } from '../../scenarios/scenario.ts';
import type { Finding } from '../finding.ts';
import type { Build } from '../store/build.ts';
import { recordedOf } from '../store/kept-scenario.ts';
import { type KeyChange, withKeys } from './edit.ts';
import type { Expectation } from './entry.ts';

export interface Recording {
  readonly text: string;
  readonly scenario: Scenario;
  readonly finding: Finding;
  readonly expectation: Expectation;
  readonly build: Build;
}

export function recordedText(
  { text, scenario, finding, expectation, build }: Recording,
  more: readonly KeyChange[] = [],
): string {
  const { fails: old, ...rest } = scenario.expect ?? {};
  const fails = expectation.kind === 'passes' ? undefined : { property: expectation.property };
  const isSame = old?.property === fails?.property && old?.within === undefined;
  // An empty mapping is no section that anybody would write.
  const isOnly = Object.keys(rest).length === 0;
  const expecting: KeyChange =
    fails === undefined && isOnly
      ? { path: ['expect'], value: undefined }
      : { path: ['expect', 'fails'], value: fails };
  return withKeys(text, [
    ...more,
    { path: ['recorded'], value: recordedOf(finding, build) },
    ...(isSame ? [] : scenario.expect === undefined && fails === undefined ? [] : [expecting]),
  ]);
}
