// The picture of a hunt on a terminal: how far it is, how fast, the bugs so far, the goals reached.

import type { Hunt } from '../../hunt/hunt.ts';
import type { FoundBug } from '../../hunt/tally.ts';
import { cut, padEnd, padStart, printable, width } from '../../reports/layout.ts';
import type { Palette } from '../../reports/palette.ts';
import { duration, grouped, rough } from '../../reports/quantity.ts';
import type { Pace } from './pace.ts';

/** Where the shrinking of a bug is; `events` of the smallest run so far, null: it could not be made smaller. */
export type ShrinkState =
  | { readonly kind: 'shrinking'; readonly events: number }
  | { readonly kind: 'over'; readonly events: number | null };

export interface HuntPictureOf {
  readonly hunt: Hunt;
  readonly pace: Pace;
  readonly shrinks: ReadonlyMap<FoundBug, ShrinkState>;
  readonly now: number;
  /** Of a time budget; null: there is none. */
  readonly leftMs: number | null;
}

const bugsShown = 8;
const goalsShown = 3;
const endlessMin = 1e9;

/** Each narrower than the terminal: a full line would make some begin another one. */
export function pictureLines(view: HuntPictureOf, look: Palette): readonly string[] {
  const lines = [barLine(view, look), paceLine(view, look), ...bugTable(view, look), ...goalLines(view.hunt)];
  return lines.map((line) =>
    width(line) < look.columns ? line : cut(line, look.columns - 1, look.symbols.cut),
  );
}

function barLine({ hunt, pace, now, leftMs }: HuntPictureOf, { columns, symbols }: Palette): string {
  const { tally, total } = hunt;
  const isEndless = total > endlessMin;
  const spent = now - pace.start;
  const done = isEndless
    ? leftMs === null
      ? 0
      : spent / Math.max(1, spent + leftMs)
    : tally.runs / Math.max(1, total);
  const bySeeds =
    isEndless || hunt.made === 0 ? null : ((total - tally.runs) * 1000) / Math.max(0.001, pace.rate(now));
  const left = [bySeeds, leftMs].filter((each) => each !== null);
  const words = [
    `${Math.floor(done * 100)}%`,
    ...(left.length === 0 || done >= 1 ? [] : [`${duration(Math.round(Math.min(...left)) * 1000)} left`]),
  ].join('  ');
  const room = Math.min(52, columns - width(words) - 6);
  const full = Math.min(room, Math.floor(done * room));
  return `  ${symbols.barFull.repeat(full)}${symbols.bar.repeat(Math.max(0, room - full))}  ${words}`;
}

function paceLine({ hunt, pace, now }: HuntPictureOf, look: Palette): string {
  const { tally, total } = hunt;
  const simulated = tally.scenarios.reduce((sum, each) => sum + each.simulated, 0);
  const of = total > endlessMin ? ' runs' : ` of ${grouped(total)}`;
  return [
    `  ${grouped(tally.runs)}${of}`,
    `${grouped(Math.round(pace.rate(now)))}/s ${sparkline(pace.seconds, look)}`,
    `${rough(simulated / 86_400e6) === '0' ? duration(simulated) : `${(simulated / 86_400e6).toFixed(1)} days`} simulated`,
    ...(hunt.repeated === 0
      ? []
      : [`twice: ${grouped(hunt.repeated - hunt.divergences.length)} equal, ${hunt.divergences.length} not`]),
  ].join('   ');
}

const sparks = '▁▂▃▄▅▆▇█';

function sparkline(values: readonly number[], { symbols }: Palette): string {
  // Bars of eighths are no ASCII.
  if (symbols.cut === '~' || values.length === 0) return '';
  const max = Math.max(...values, 1e-9);
  return values
    .slice(-16)
    .map((value) => sparks[Math.min(sparks.length - 1, Math.floor((value / max) * sparks.length))]!)
    .join('');
}

function bugTable({ hunt, shrinks }: HuntPictureOf, look: Palette): readonly string[] {
  const bugs = [...hunt.tally.bugs.values()].sort((a, b) => b.count - a.count);
  if (bugs.length === 0) return [];
  const { runs } = hunt.tally;
  const rows = bugs
    .slice(0, bugsShown)
    .map((bug) => [
      bug.signature.id,
      bug.signature.property,
      printable(bug.scenario),
      grouped(bug.count),
      `1/${rough(runs / bug.count)}`,
      shrinkWords(bug, shrinks.get(bug)),
    ]);
  const head = ['BUG', 'PROPERTY', 'SCENARIO', 'SEEDS', 'RATE', 'SHRUNK'];
  const wide = head.map((_, column) => Math.max(...[head, ...rows].map((row) => width(row[column]!))));
  const excess = 2 * head.length + wide.reduce((sum, each) => sum + each, 0) - look.columns + 1;
  for (const column of [2, 1])
    if (excess > 0) wide[column] = Math.max(10, wide[column]! - Math.ceil(excess / 2));
  const more = bugs.length - rows.length;
  return [
    '',
    ...[head, ...rows].map((row) =>
      `  ${row.map((cell, column) => cellOf(cell, wide[column]!, column, look)).join('  ')}`.trimEnd(),
    ),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

function cellOf(cell: string, columns: number, column: number, { symbols }: Palette): string {
  const text = cut(cell, columns, symbols.cut);
  return column === 3 ? padStart(text, columns) : padEnd(text, columns);
}

function shrinkWords({ shown }: FoundBug, state: ShrinkState | undefined): string {
  if (state === undefined) return '';
  const from = rough(shown.finding.events);
  if (state.kind === 'shrinking') return `${from} to ${rough(state.events)} so far`;
  return state.events === null ? 'no smaller' : `${from} to ${rough(state.events)} events`;
}

export interface GoalCount {
  readonly reached: number;
  readonly all: number;
  readonly missing: readonly string[];
}

export function goalsOf({ tally }: Hunt): GoalCount {
  const isOne = tally.scenarios.length === 1;
  const goals = tally.scenarios.flatMap(({ name, goals: own }) =>
    [...own].map(([goal, hits]) => ({ goal: isOne ? goal : `${name}: ${goal}`, hits })),
  );
  const missing = goals.filter(({ hits }) => hits === 0).map(({ goal }) => goal);
  return { reached: goals.length - missing.length, all: goals.length, missing };
}

function goalLines(hunt: Hunt): readonly string[] {
  const { reached, all, missing } = goalsOf(hunt);
  if (all === 0) return [];
  const head = `  goals  ${reached}/${all}`;
  return [
    '',
    missing.length === 0 ? head : `${head}   not seen yet: ${printable(missing[0]!)}`,
    ...missing.slice(1, goalsShown).map((goal) => `${' '.repeat(head.length + 17)}${printable(goal)}`),
  ];
}
