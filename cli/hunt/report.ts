// What a hunt says at its end to people.

import type { BugResult, HuntResult, KnownResult } from '../../hunt/result.ts';
import { cut, padEnd, printable, wrap } from '../../reports/layout.ts';
import { type Palette, spelt } from '../../reports/palette.ts';
import { counted, duration, grouped, listed, rough } from '../../reports/quantity.ts';
import type { ExitCode } from '../exit-code.ts';
import { countOf, neverReached, notCaught } from './outcome.ts';

const labelColumns = 15;
const seedsShown = 8;

export function huntLines(result: HuntResult, exitCode: ExitCode, palette: Palette): readonly string[] {
  const { bugs, broken, divergences, known } = result;
  const runs = runsOf(result);
  return [
    ...verdictLines(result, exitCode, palette),
    ...bugs.flatMap((bug) => bugLines(bug, runs, palette)),
    ...divergences.map(({ scenario, seed, digests }) =>
      labelled(
        'TWO RUNS',
        `${scenario} seed ${seed} is not deterministic: ${digests.join(' and ')}`,
        palette,
      ),
    ),
    ...broken.flatMap(({ scenario, seed, error }) => [
      labelled('ERROR', `of ours, at ${scenario} seed ${seed}`, palette),
      ...error.split('\n').map((line) => `    ${printable(line)}`),
    ]),
    ...known.map((each) => labelled('known', knownWords(each), palette)),
    ...notCaught(result).map((each) => labelled('not caught', each, palette)),
    ...neverReached(result).map((goal) => labelled('never reached', goal, palette)),
    ...(result.repeated === 0 ? [] : [labelled('run twice', twiceWords(result), palette)]),
    ...result.notes.flatMap((note) => noteLines(note, palette)),
    labelled('digest', `${result.digest} of ${counted(runs, 'run')}${shardWords(result)}`, palette),
    '',
    lastLine(result, exitCode, palette),
  ];
}

function runsOf({ scenarios }: HuntResult): number {
  return scenarios.reduce((sum, { runs }) => sum + runs, 0);
}

function verdictLines(
  result: HuntResult,
  exitCode: ExitCode,
  { color, symbols }: Palette,
): readonly string[] {
  const { bugs } = result;
  const failing = bugs.reduce((sum, { count }) => sum + count, 0);
  const hits = result.scenarios.flatMap(({ goals }) => Object.values(goals));
  const parts = [
    `${counted(bugs.length, 'bug')} in ${counted(runsOf(result), 'run')} (${grouped(failing)} failing)`,
    `${grouped(countOf(result, 'inconclusive'))} inconclusive`,
    ...(countOf(result, 'outside') === 0
      ? []
      : [`${grouped(countOf(result, 'outside'))} outside a threshold`]),
    ...(hits.length === 0 ? [] : [`goals ${hits.filter((count) => count > 0).length}/${hits.length}`]),
  ];
  const mark =
    exitCode === 0 ? color.green(symbols.pass) : color.red(bugs.length > 0 ? 'FAIL' : symbols.fail);
  return [`${mark}  ${parts.join(', ')}`, ''];
}

function bugLines(bug: BugResult, runs: number, palette: Palette): readonly string[] {
  const { signature, scenario, count, seeds, shown, message, isExpected, shrunk } = bug;
  const { color, columns, symbols } = palette;
  const head = [
    signature.property,
    scenario,
    `${counted(count, 'seed')}, 1/${rough(runs / count)}`,
    ...(isExpected ? ['as the scenario expects'] : []),
    ...(shrunk === null ? [] : [`shrunk ${rough(shrunk.from)} to ${rough(shrunk.events)} events`]),
  ];
  const words = cut(head.map(printable).join('  '), columns - 8, symbols.cut);
  return [
    `  ${color.cyan(signature.id)}  ${words}`,
    ...wrap(printable(spelt(message, palette)), columns - 8).map((line) => `        ${line}`),
    `        seeds ${listed(seeds, seedsShown, count)}; seed ${shown.seed} in ${rough(shown.finding.events)} events`,
    // Whole, however long: it is there to be copied.
    `        ${printable(bug.replay)}`,
    '',
  ];
}

function knownWords({ folder, property, standing }: KnownResult): string {
  switch (standing) {
    case 'still-failing':
      return `${folder} still breaks ${property}`;
    case 'fails-otherwise':
      return `${folder} broke ${property}, and breaks something else now`;
    case 'no-longer-failing':
      return `${folder} no longer breaks ${property}`;
  }
}

function twiceWords({ repeated, divergences }: HuntResult): string {
  const equal = divergences.length === 0 ? 'all equal' : `${grouped(divergences.length)} not equal`;
  return `${counted(repeated, 'case')}, ${equal}`;
}

function shardWords({ shards }: HuntResult): string {
  const [first] = shards;
  if (first === undefined || first.of === 1) return '';
  return shards.length === first.of
    ? `, all ${first.of} shards`
    : `, shard ${shards.map(({ index, of }) => `${index}/${of}`).join(', ')}`;
}

function noteLines(note: string, palette: Palette): readonly string[] {
  const lines = wrap(printable(spelt(note, palette)), palette.columns - 4);
  return lines.map((line, position) => (position === 0 ? `  ${line}` : `    ${line}`));
}

function labelled(label: string, text: string, { color, columns, symbols }: Palette): string {
  return `  ${color.dim(padEnd(label, labelColumns))}${cut(printable(text), columns - labelColumns - 2, symbols.cut)}`;
}

function lastLine(result: HuntResult, exitCode: ExitCode, { color, symbols }: Palette): string {
  const simulated = result.scenarios.reduce((sum, each) => sum + each.simulated, 0);
  const perSecond = Math.round((result.made * 1000) / Math.max(1, result.elapsedMs));
  const line = [
    ...(result.isInterrupted ? ['stopped early: --resume goes on'] : []),
    `${duration(simulated)} simulated in ${duration(result.elapsedMs * 1000)}`,
    `${grouped(perSecond)} runs/s`,
    `exit ${exitCode}`,
  ].join(` ${symbols.dot} `);
  return (exitCode === 0 ? color.green : color.red)(line);
}
