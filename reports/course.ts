// A course run told as its students know it: the facts, then its two groups of checks.

import type { CourseMetric, CourseSummary, Tier } from '../sim/course/summary.ts';
import type { Run } from '../sim/verdict.ts';
import { padEnd, padStart } from './layout.ts';
import type { Palette } from './palette.ts';
import { propertyLines } from './properties.ts';
import { grouped } from './quantity.ts';
import { unreachable } from './record.ts';

/** Lines of the whole run; `names`: of the replicas. */
export function courseLines(
  run: Run,
  course: CourseSummary,
  names: readonly string[],
  palette: Palette,
): readonly string[] {
  const facts = factsOf(course, names);
  const columns = Math.max(...facts.map(([label]) => label.length));
  const told = facts.map(([label, text]) => `  ${padEnd(label, columns)}  ${text}`);
  const checks = ['', '  Correctness checks', ...propertyLines(run, palette)];
  return course.mode === 'course'
    ? [...told, ...checks, ...performanceLines(course, palette)]
    : [...told, ...checks];
}

type Fact = readonly [label: string, text: string];

function factsOf(course: CourseSummary, names: readonly string[]): readonly Fact[] {
  const { messages, requests, unanswered, failures, latency, leaders } = course;
  const seen = leaders.map((leader) => names[leader - 1] ?? `n${leader}`).join(', ');
  const pair = ({ get, put }: { readonly get: number; readonly put: number }): string =>
    `${grouped(get)} / ${grouped(put)}`;
  return [
    ['Leaders seen', seen === '' ? 'none' : seen],
    ['Replicas died / killed', `${course.died} / ${course.killed}`],
    ['Messages sent', `${grouped(messages.sent)}${course.stopped ? ', which stopped the run' : ''}`],
    ['Messages dropped', grouped(messages.dropped)],
    ['Messages blocked', grouped(messages.blocked)],
    ['Get / put requests', pair(requests)],
    ['Duplicates', grouped(course.duplicates)],
    ['Unanswered get / put', pair(unanswered)],
    ['Redirects', grouped(course.redirects)],
    ['Get / put failures', pair(failures)],
    ['Incorrect gets', grouped(course.incorrect)],
    ['Mean / median latency', `${secondsText(latency.mean)} / ${secondsText(latency.median)}`],
  ];
}

function performanceLines({ performance }: CourseSummary, palette: Palette): readonly string[] {
  const rows = performance.map((metric) => ({ metric, value: metricText(metric.name, metric.value) }));
  const nameColumns = Math.max(...rows.map(({ metric }) => metric.name.length));
  const valueColumns = Math.max(...rows.map(({ value }) => value.length));
  const lines = rows.map(({ metric, value }) => {
    const { name, tier, thresholds } = metric;
    const start = `    ${padEnd(name, nameColumns)}  ${padStart(value, valueColumns)}`;
    if (tier === null || thresholds === null) return start;
    const below = thresholds.map((each) => metricText(name, each)).join(', ');
    return `${start}  ${colored(padEnd(tier, 14), tier, palette)}  (below ${below})`;
  });
  return ['', '  Performance checks', ...lines];
}

export function metricText(name: CourseMetric['name'], value: number): string {
  return name === 'median_latency' ? secondsText(value) : grouped(value);
}

/** Microseconds are what tiers differ in. */
export function secondsText(value: number): string {
  return `${Number(value.toFixed(6))}s`;
}

export function colored(text: string, tier: Tier, { color }: Palette): string {
  switch (tier) {
    case 'Bonus':
      return color.green(text);
    case 'Full credit':
      return color.cyan(text);
    case 'Partial credit':
      return color.yellow(text);
    case 'No credit':
      return color.red(text);
    default:
      return unreachable(tier);
  }
}
