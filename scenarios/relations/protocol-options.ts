// Options of the protocol that only some others can stand beside: reads by lease, and how often things are sent again.

import { electionTimeoutMin, leaseMargin as usualMargin } from '../defaults.ts';
import { finding } from '../findings.ts';
import { isSure } from '../parts.ts';
import { durationOf } from '../quantity.ts';
import { exactly, rangeOf } from '../range.ts';
import type { Pickable } from '../scenario.ts';
import type { Relations } from './relation.ts';

export function checkOptions({ parts, report }: Relations): void {
  const { protocol } = parts;
  if (protocol === null) return;
  const { retryInterval, reads, leaderStickiness, leaseMargin, electionTimeout } = protocol.value;
  if (retryInterval !== undefined && rangeOf(retryInterval, durationOf).least === 0) {
    report(finding(['protocol', 'retryInterval'], 'a retry interval must be above 0'));
  }
  if (reads === undefined || !mayBe(reads, 'lease')) return;
  if (leaderStickiness !== undefined && mayBe(leaderStickiness, false)) {
    const message =
      'reads by lease need it: who votes while it hears a leader gives the lease of that leader away';
    report(finding(['protocol', 'leaderStickiness'], message));
  }
  if (!isSure(protocol, 'leaseMargin', 'electionTimeout')) return;
  const margin = leaseMargin === undefined ? exactly(usualMargin) : rangeOf(leaseMargin, durationOf);
  const shortest =
    electionTimeout === undefined ? exactly(electionTimeoutMin) : rangeOf(electionTimeout[0]!, durationOf);
  if (margin.most < shortest.least) return;
  const path = leaseMargin === undefined ? ['protocol', 'electionTimeout', 0] : ['protocol', 'leaseMargin'];
  const sides = `${margin.most / 1000}ms against ${shortest.least / 1000}ms`;
  report(finding(path, `the lease margin must be shorter than the shortest election timeout: ${sides}`));
}

/** Whether some seed picks this value. */
function mayBe<T extends string | boolean>(given: Pickable<T>, value: T): boolean {
  if (typeof given !== 'object') return given === value;
  const { pick } = given as Exclude<Pickable<T>, T>;
  return ('uniform' in pick ? pick.uniform : pick).includes(value);
}
