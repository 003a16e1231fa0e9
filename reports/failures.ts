// Every kind of failure of one scenario, each as the block of its first seed and the other seeds that fail so.

import { notCaught, seldomReached } from './cases.ts';
import { failureBlock } from './failure.ts';
import { padEnd, printable, wrap } from './layout.ts';
import type { Palette } from './palette.ts';
import { listed } from './quantity.ts';
import type { Failures, Tally } from './tally.ts';

const seedsShown = 8;

/** Blocks of lines; none for a planted bug that was caught. */
export function failureBlocks(tally: Tally, palette: Palette): readonly (readonly string[])[] {
  const blocks = unexpected(tally).map((failures) => blockOf(failures, palette));
  const seldom = tally.missedRareGoals.map((goal) => {
    const message = `${seldomReached(goal)} That is too seldom.`;
    return sweepBlock(tally, `sometimes ${goal.name}`, message, palette);
  });
  const { fails } = tally.subject;
  const planted = tally.isNotCaught
    ? [sweepBlock(tally, `${fails} not broken`, notCaught(tally), palette)]
    : [];
  return [...blocks, ...seldom, ...planted];
}

/** The failures that nobody asked for. */
export function unexpected(tally: Tally): readonly Failures[] {
  return [...tally.failures.values()].filter(
    ({ first }) => first.outcome !== 'caught' || first.divergence !== null,
  );
}

function blockOf({ first, seeds, count }: Failures, palette: Palette): readonly string[] {
  const block = failureBlock(first, palette);
  if (count === 1) return block;
  return [...block, `  ${padEnd('also seeds', 11)}${listed(seeds.slice(1), seedsShown, count - 1)}`];
}

/** What no run shows alone. */
function sweepBlock({ subject }: Tally, name: string, message: string, palette: Palette): readonly string[] {
  const { symbols, color } = palette;
  const what = [printable(subject.scenario), `seeds ${subject.seeds}`, printable(name)];
  return [
    `${color.red('FAIL')} ${what.join(` ${symbols.dot} `)}`,
    '',
    ...wrap(printable(message), palette.columns - 2).map((line) => `  ${line}`),
  ];
}
