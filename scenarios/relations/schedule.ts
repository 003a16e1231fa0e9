// Schedules that no run gets through: more strikes, or more calls, than a run may have events.

import { clients, eventsMax, settle } from '../defaults.ts';
import { finding } from '../findings.ts';
import { isSure } from '../parts.ts';
import { durationOf } from '../quantity.ts';
import { exactly, rangeOf } from '../range.ts';
import type { DistributionSpec, DurationText, Pickable } from '../scenario.ts';
import { chaosOf } from './cluster.ts';
import type { Relations } from './relation.ts';

const identity = (value: number): number => value;

export function checkSchedules({ parts, report }: Relations): void {
  const chaos = chaosOf(parts);
  if (chaos === null || !isSure(parts.run, 'settle', 'maxEvents')) return;
  const most = parts.run.value.maxEvents ?? eventsMax;
  const check = (
    every: DistributionSpec,
    time: number,
    many: number,
    path: readonly (string | number)[],
    what: string,
  ): void => {
    const gap = longestMean(every);
    // A constant of 0 is complained about elsewhere.
    if (gap === 0 && typeof every === 'string') return;
    const times =
      gap === 0 ? Number.POSITIVE_INFINITY : Math.min((time / gap) * many, Number.MAX_SAFE_INTEGER);
    if (times <= most) return;
    const count = gap === 0 ? 'without end' : `some ${Math.floor(times)} times`;
    report(finding(path, `${what} ${count}; a run has ${most} events at most (run.maxEvents)`));
  };
  parts.faults.forEach((fault, position) => {
    if (fault === null || !isSure(fault, 'every', 'start', 'stop', 'times')) return;
    const { every, start, stop, times } = fault.value;
    if (every === undefined || (times !== undefined && times !== 'unlimited')) return;
    const end = Math.min(stop === undefined ? chaos.least : rangeOf(stop, durationOf).least, chaos.least);
    const begin = start === undefined ? 0 : rangeOf(start, durationOf).most;
    check(every, end - begin, 1, ['faults', position, 'every'], 'this strikes');
  });
  const { workload } = parts;
  if (!isSure(workload, 'clients', 'arrival', 'from', 'until', 'operations')) return;
  const { arrival, from, until, operations } = workload.value;
  const every = arrival?.open?.every;
  if (every === undefined || operations !== undefined) return;
  const calm =
    parts.run.value.settle === undefined ? exactly(settle) : rangeOf(parts.run.value.settle, durationOf);
  const end = until === undefined ? chaos.least + calm.least / 2 : rangeOf(until, durationOf).least;
  const begin = from === undefined ? 0 : rangeOf(from, durationOf).most;
  const callers = rangeOf(workload.value.clients ?? clients, identity).least;
  check(every, end - begin, callers, ['workload', 'arrival', 'open', 'every'], 'the clients call');
}

/** µs; no seed draws a longer gap in the mean, so that nothing is refused that some seed could do. */
function longestMean(given: DistributionSpec): number {
  if (typeof given === 'string') return durationOf(given);
  const { uniform, exp, lognormal, longtail, choice, pick } = given;
  const most = (time: Pickable<DurationText>): number => rangeOf(time, durationOf).most;
  const mean = (times: readonly Pickable<DurationText>[]): number =>
    times.reduce((sum, time) => sum + most(time), 0) / times.length;
  if (uniform !== undefined) return mean(uniform);
  if (exp !== undefined) return most(exp.mean);
  if (lognormal !== undefined) return most(lognormal.p99);
  if (longtail !== undefined) return most(longtail.p999);
  if (choice !== undefined) return mean(choice);
  return most({ pick: pick ?? [] });
}
