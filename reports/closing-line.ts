// The last line of a report for people: how many runs ended how, what it took, the exit code.

import type { Palette } from './palette.ts';
import { counted, duration, grouped } from './quantity.ts';
import type { Closing } from './reporter.ts';
import type { Tally } from './tally.ts';

/** `4 runs: 2 passed, 2 failed · 17.3s simulated in 9ms · exit 1`. */
export function closingLine(tallies: readonly Tally[], closing: Closing, palette: Palette): string {
  const line = closingParts(tallies, closing).join(` ${palette.symbols.dot} `);
  return (closing.exitCode === 0 ? palette.color.green : palette.color.red)(line);
}

export function closingParts(tallies: readonly Tally[], closing: Closing): readonly string[] {
  const sum = (of: (tally: Tally) => number): number => tallies.reduce((total, each) => total + of(each), 0);
  const runs = sum((tally) => tally.runs);
  const elapsed = duration(closing.elapsedMs * 1000);
  const simulated = duration(sum((tally) => tally.simulated));
  return [
    ...(closing.complete ? [] : ['stopped early']),
    runs === 1 && closing.complete
      ? outcomes(tallies).join(', ')
      : `${counted(runs, 'run')}: ${outcomes(tallies).join(', ')}`,
    closing.isLive === true ? `live for ${elapsed}` : `${simulated} simulated in ${elapsed}`,
    `exit ${closing.exitCode}`,
  ];
}

/** `197 passed`, `3 failed`: what there is at least one of, passed first. */
export function outcomes(tallies: readonly Tally[]): readonly string[] {
  const of = (outcome: Parameters<Tally['count']>[0]): number =>
    tallies.reduce((total, tally) => total + tally.count(outcome), 0);
  const diverged = tallies.reduce((total, tally) => total + tally.diverged, 0);
  const parts: readonly (readonly [number, string])[] = [
    [of('passed'), 'passed'],
    [of('caught'), 'caught the planted bug'],
    [of('not-caught'), of('caught') > 0 ? 'did not' : 'did not show the planted bug'],
    [of('failed'), 'failed'],
    [of('missed'), 'missed a goal'],
    [of('outside'), 'outside a threshold'],
    [of('inconclusive'), 'inconclusive'],
    [diverged, 'not deterministic'],
  ];
  const said = parts.filter(([count]) => count > 0).map(([count, word]) => `${grouped(count)} ${word}`);
  return said.length === 0 ? ['nothing ran'] : said;
}
