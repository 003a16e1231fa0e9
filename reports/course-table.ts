// A course's whole suite as a table: how many runs of each config passed, how each metric is spread over its
// seeds and which tier its median earns, and the command that makes the worst run again. Fits 80 columns.

import type { CourseMetric, CourseSummary, Tier } from '../sim/course/summary.ts';
import { colored, metricText } from './course.ts';
import { padEnd, padStart } from './layout.ts';
import type { Palette } from './palette.ts';
import { unreachable } from './record.ts';

export interface CourseRun {
  readonly seed: number;
  readonly passed: boolean;
  readonly course: CourseSummary;
  readonly replay: string;
}

export interface Spread {
  readonly name: CourseMetric['name'];
  readonly min: number;
  readonly median: number;
  readonly p90: number;
  readonly max: number;
  readonly thresholds: CourseMetric['thresholds'];
  /** Of the median; null without thresholds. */
  readonly tier: Tier | null;
}

export interface CourseRow {
  readonly file: string;
  readonly scenario: string;
  readonly mode: CourseSummary['mode'];
  readonly runs: number;
  readonly passed: number;
  readonly metrics: readonly Spread[];
  readonly worst: { readonly seed: number; readonly replay: string };
}

const ranks: readonly Tier[] = ['Bonus', 'Full credit', 'Partial credit', 'No credit'];

/** At least one run. */
export function rowOf(file: string, scenario: string, runs: readonly CourseRun[]): CourseRow {
  const worst = runs.reduce((one, other) => (isWorse(other, one) ? other : one));
  return {
    file,
    scenario,
    mode: worst.course.mode,
    runs: runs.length,
    passed: runs.filter(({ passed }) => passed).length,
    metrics: worst.course.performance.map((_, position) =>
      spreadOf(runs.map(({ course }) => course.performance[position]!)),
    ),
    worst: { seed: worst.seed, replay: worst.replay },
  };
}

/** The value at a share of the way through the rising values is one of them; its tier is that metric's own. */
function spreadOf(metrics: readonly CourseMetric[]): Spread {
  const rising = [...metrics].sort((one, other) => one.value - other.value);
  const at = (share: number): CourseMetric =>
    rising[Math.min(rising.length - 1, Math.floor(share * rising.length))]!;
  const { name, thresholds } = rising[0]!;
  return {
    name,
    min: at(0).value,
    median: at(0.5).value,
    p90: at(0.9).value,
    max: at(1).value,
    thresholds,
    tier: at(0.5).tier,
  };
}

/** Failed before passed, then by tiers, then by messages; the first among equals stays. */
function isWorse(one: CourseRun, other: CourseRun): boolean {
  const keys = (run: CourseRun): readonly number[] => [
    run.passed ? 0 : 1,
    run.course.performance.reduce((sum, { tier }) => sum + (tier === null ? 0 : ranks.indexOf(tier)), 0),
    run.course.messages.sent,
  ];
  const [left, right] = [keys(one), keys(other)];
  const differs = left.findIndex((key, position) => key !== right[position]);
  return differs >= 0 && left[differs]! > right[differs]!;
}

const columns = { name: 13, passed: 9, metric: 15, value: 9 };

export function tableHead(): readonly string[] {
  const values = ['min', 'median', 'p90', 'max'].map((each) => padStart(each, columns.value)).join('');
  return [
    `${padEnd('config', columns.name)}${padEnd('passed', columns.passed)}${padEnd('metric', columns.metric)}${values}  tier`,
  ];
}

/** The tiers are the course's; a strict run is judged by its checks alone. */
export function tableLines(row: CourseRow, palette: Palette): readonly string[] {
  const { color } = palette;
  const passed = padEnd(`${row.passed}/${row.runs}`, columns.passed);
  const judged = row.passed === row.runs ? color.green(passed) : color.red(passed);
  const name = row.scenario.replace(/ \(\w+\)$/, '');
  const start = `${padEnd(`${name}${name.length < columns.name ? '' : ' '}`, columns.name)}${judged}`;
  const empty = ' '.repeat(columns.name + columns.passed);
  const rows =
    row.mode === 'strict'
      ? [`${start}strict`]
      : row.metrics.map(
          (spread, position) => `${position === 0 ? start : empty}${metricLine(spread, palette)}`,
        );
  return [...rows, `  ${color.dim(row.worst.replay)}`];
}

function metricLine(spread: Spread, palette: Palette): string {
  const { name, min, median, p90, max, tier } = spread;
  const values = [min, median, p90, max].map((value) => padStart(metricText(name, value), columns.value));
  const earned = tier === null ? '' : `  ${colored(shortTier(tier), tier, palette)}`;
  return `${padEnd(name, columns.metric)}${values.join('')}${earned}`;
}

function shortTier(tier: Tier): string {
  switch (tier) {
    case 'Bonus':
      return 'Bonus';
    case 'Full credit':
      return 'Full';
    case 'Partial credit':
      return 'Part';
    case 'No credit':
      return 'None';
    default:
      return unreachable(tier);
  }
}
