// What a hunt says at its end: for people as lines, for programs as data.

import type { Hunt } from '../../hunt/hunt.ts';
import type { FoundBug } from '../../hunt/tally.ts';
import { cut, padEnd, printable } from '../../reports/layout.ts';
import type { Palette } from '../../reports/palette.ts';
import { counted, duration, grouped, listed } from '../../reports/quantity.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { goalCount } from './view.ts';

/** How a hunt ended. */
export interface HuntClosing {
  readonly elapsedMs: number;
  readonly isInterrupted: boolean;
  readonly exitCode: ExitCode;
  replay(bug: FoundBug): string;
}

export function* codesOf(hunt: Hunt): Generator<ExitCode> {
  if (hunt.broken.length > 0) yield exitCodes.internalError;
  if (hunt.divergences.length > 0) yield exitCodes.notDeterministic;
  for (const { shown } of hunt.tally.bugs.values()) {
    yield shown.finding.verdict.kind === 'inconclusive' ? exitCodes.inconclusive : exitCodes.failed;
  }
  const isWhole = !hunt.isStopped;
  if (isWhole && neverReached(hunt).length > 0) yield exitCodes.goalMissed;
  if (verdictCount(hunt, 'inconclusive') > 0) yield exitCodes.inconclusive;
}

export function neverReached({ tally }: Hunt): readonly string[] {
  return tally.scenarios.flatMap(({ name, goals }) =>
    [...goals].filter(([, hits]) => hits === 0).map(([goal]) => `${name}: ${goal}`),
  );
}

/** Those that were found most often first. */
export function bugsOf({ tally }: Hunt): readonly FoundBug[] {
  return [...tally.bugs.values()].sort(
    (a, b) =>
      b.count - a.count || (`${a.scenario} ${a.signature.id}` < `${b.scenario} ${b.signature.id}` ? -1 : 1),
  );
}

function verdictCount({ tally }: Hunt, kind: 'inconclusive' | 'outside'): number {
  return tally.scenarios.reduce((sum, { verdicts }) => sum + (verdicts.get(kind) ?? 0), 0);
}

export function huntLines(hunt: Hunt, closing: HuntClosing, palette: Palette): readonly string[] {
  const { color, symbols, columns } = palette;
  const { tally } = hunt;
  const bugs = bugsOf(hunt);
  const isWell = closing.exitCode === 0;
  const mark = isWell ? color.green('ok') : bugs.length > 0 ? color.red('FAIL') : color.yellow('–');
  const goals = goalCount(hunt);
  const parts = [
    `${counted(bugs.length, 'bug')} in ${counted(tally.runs, 'run')} (${grouped(tally.failed)} failing)`,
    `${grouped(verdictCount(hunt, 'inconclusive'))} inconclusive`,
    ...(goals.all === 0 ? [] : [`goals ${goals.reached}/${goals.all}`]),
  ];
  const missed = neverReached(hunt);
  return [
    `${mark}  ${parts.join(', ')}`,
    '',
    ...bugs.flatMap((bug) => bugLines(bug, tally.runs, closing, palette)),
    ...hunt.divergences.flatMap(({ scenario, given, digests }) => [
      `  ${color.red('not deterministic')}  ${printable(scenario)} seed ${given.seed}: ${digests.join(' and ')}`,
    ]),
    ...hunt.broken.flatMap(({ scenario, given, error }) => [
      `  ${color.red('internal error')}  ${printable(scenario)} seed ${given.seed}`,
      ...error.split('\n').map((line) => `    ${printable(line)}`),
    ]),
    ...missed.map((goal) => cut(`  never reached  ${printable(goal)}`, columns, symbols.cut)),
    ...(hunt.repeated > 0
      ? [
          `  ${padEnd('twice', 11)}${grouped(hunt.repeated)} run twice, ${grouped(hunt.repeated - hunt.divergences.length)} equal`,
        ]
      : []),
    `  ${padEnd('digest', 11)}${hunt.digest}`,
    '',
    [
      ...(closing.isInterrupted ? ['stopped early'] : []),
      `${duration(tally.scenarios.reduce((sum, { simulated }) => sum + simulated, 0))} simulated in ${duration(closing.elapsedMs * 1000)}`,
      `${grouped(Math.round((tally.runs * 1000) / Math.max(1, closing.elapsedMs)))} runs/s`,
      `exit ${closing.exitCode}`,
    ].join(` ${symbols.dot} `),
  ];
}

function bugLines(bug: FoundBug, runs: number, closing: HuntClosing, { color }: Palette): readonly string[] {
  const { signature, scenario, count, seeds, shown } = bug;
  const many = count > seeds.length ? ` and ${grouped(count - seeds.length)} more` : '';
  return [
    `  ${color.cyan(signature.id)}  ${signature.property}  ${printable(scenario)}  ${counted(count, 'seed')}, 1/${grouped(Math.round(runs / count))}`,
    `        seeds ${listed(seeds, 8, count)}${many === '' || seeds.length <= 8 ? many : ''}`,
    `        ${printable(closing.replay(bug))}`,
    ...(shown.finding.verdict.kind === 'inconclusive' ? [`        ${shown.finding.verdict.reason}`] : []),
    '',
  ];
}
