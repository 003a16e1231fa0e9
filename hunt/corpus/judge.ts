// What became of a file of the corpus: its run against what is expected of it, and against what was recorded.

import { brokenSentence } from '../../reports/failure.ts';
import { brokenProperty } from '../../reports/record.ts';
import { propertyOf } from '../../scenarios/property.ts';
import type { Run } from '../../sim/verdict.ts';
import { type Entry, expectationOf } from './entry.ts';

/**
 * kept: as expected, and the same run as recorded. changed: as expected, by another run. stale: it no longer shows
 * what it is there for. failed: against what is expected. open: a budget was used up.
 */
export type Standing = 'kept' | 'changed' | 'stale' | 'failed' | 'open';

export interface Judgement {
  readonly standing: Standing;
  /** '' where it is kept. */
  readonly words: string;
}

/** The property that a script breaks whose step cannot be done. */
const scriptProperty = 'script';

export function judge(entry: Entry, run: Run): Judgement {
  const { recorded } = entry.scenario;
  const { verdict } = run;
  const broken = brokenProperty(verdict);
  const expectation = expectationOf(entry);
  const wanted = expectation.kind === 'passes' ? null : propertyOf(expectation.property);
  if (verdict.kind === 'inconclusive') return { standing: 'open', words: verdict.reason };
  if (broken === scriptProperty && wanted !== scriptProperty) {
    return { standing: 'stale', words: `its script cannot be done any more: ${brokenSentence(verdict)}` };
  }
  if (broken !== wanted) return against(entry, broken, brokenSentence(verdict));
  if (recorded === undefined) return { standing: 'changed', words: 'nothing is recorded of its run' };
  if (recorded.digest === run.digest) return { standing: 'kept', words: '' };
  const was = recorded.fails !== undefined && wanted === null ? `, which failed ${recorded.fails}` : '';
  return { standing: 'changed', words: `as expected, by another run than the one recorded${was}` };
}

function against(entry: Entry, broken: string | null, sentence: string): Judgement {
  const expectation = expectationOf(entry);
  if (broken !== null) {
    const instead = expectation.kind === 'passes' ? '' : ` instead of ${expectation.property}`;
    return { standing: 'failed', words: `breaks ${broken}${instead}: ${sentence}` };
  }
  if (expectation.kind === 'known') {
    return { standing: 'stale', words: `${expectation.property} breaks no longer: it seems to be mended` };
  }
  return { standing: 'failed', words: 'the planted bug is not caught any more' };
}
