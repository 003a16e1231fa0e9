// The matrix of a zoo as lines of Markdown: what was found, by which strategy, how fast, and what was missed.

import { falseClaims, type Row, rowOf, type Score, scoresOf } from '../../hunt/zoo/rows.ts';
import { isVisible, type Specimen } from '../../hunt/zoo/specimen.ts';
import type { TrialResult } from '../../hunt/zoo/trial.ts';

export function zooTable(
  results: readonly TrialResult[],
  specimens: readonly Specimen[],
  main: string,
): readonly string[] {
  const ofMain = results.filter(({ strategy, checks }) => strategy === main && checks === 'end-to-end');
  return [
    `${results.length} trials. Times are processor seconds on one core, until the first failure.`,
    '',
    `| class | \`${main}\` in time | asked | time |`,
    '|---|---|---|---|',
    ...scoresOf(ofMain, specimens).map(scoreLine),
    '',
    '| id | nature | difficulty | checks | strategy | found | seconds: median (spread) | runs: median (spread) | as | smallest: lines, events |',
    '|---|---|---|---|---|---|---|---|---|---|',
    ...rowsOf(results, specimens).map(rowLine),
    '',
    ...missedLines(ofMain, specimens, main),
    '',
    ...claimLines(results, specimens),
  ];
}

export function rowsOf(results: readonly TrialResult[], specimens: readonly Specimen[]): readonly Row[] {
  const rows: Row[] = [];
  for (const specimen of specimens) {
    const own = results.filter((result) => result.specimen === specimen.id);
    const kinds = new Map<string, TrialResult[]>();
    for (const result of own) {
      const kind = `${result.checks} ${result.strategy}`;
      const known = kinds.get(kind);
      if (known === undefined) kinds.set(kind, [result]);
      else known.push(result);
    }
    for (const group of kinds.values()) rows.push(rowOf(specimen, group));
  }
  return rows;
}

function scoreLine({ label, trials, inTime, asked, seconds }: Score): string {
  const percent = Math.round((100 * inTime) / trials);
  return `| ${label} | ${inTime} of ${trials}: ${percent} % | ${asked} % | ${seconds} s |`;
}

function rowLine({
  specimen,
  checks,
  strategy,
  trials,
  found,
  seconds,
  runs,
  properties,
  smallest,
  soughtFor,
}: Row): string {
  const { id, nature, difficulty } = specimen;
  const cells = [
    id,
    nature,
    difficulty,
    checks,
    strategy,
    `${found} of ${trials}`,
    seconds === null ? `– in ${soughtFor.toFixed(0)}` : spreadOf(seconds, 1),
    runs === null ? '–' : spreadOf(runs, 0),
    properties.length === 0 ? '–' : properties.join(', '),
    smallest === null ? '' : `${smallest.lines}, ${smallest.events}`,
  ];
  return `| ${cells.join(' | ')} |`;
}

function spreadOf({ median, min, max }: NonNullable<Row['seconds']>, digits: number): string {
  return `${median.toFixed(digits)} (${min.toFixed(digits)}–${max.toFixed(digits)})`;
}

function missedLines(
  results: readonly TrialResult[],
  specimens: readonly Specimen[],
  main: string,
): readonly string[] {
  const missed = specimens.filter((specimen) => {
    const own = results.filter(({ specimen: id }) => id === specimen.id);
    return isVisible(specimen) && own.length > 0 && own.every(({ property }) => property === null);
  });
  if (missed.length === 0) return [`Missed by \`${main}\` from every master seed: none.`];
  return [
    `Missed by \`${main}\` from every master seed:`,
    '',
    ...missed.map(({ id, description }) => `- **${id}**: ${description}`),
  ];
}

function claimLines(results: readonly TrialResult[], specimens: readonly Specimen[]): readonly string[] {
  const claims = falseClaims(results, specimens);
  if (claims.length === 0) return ['Reported though nobody could see it: none.'];
  return [
    'Reported though nobody should see it:',
    '',
    ...claims.map(
      ({ specimen, strategy, masterSeed, property }) =>
        `- **${specimen}** as ${property}, by ${strategy} from master seed ${masterSeed}`,
    ),
  ];
}
