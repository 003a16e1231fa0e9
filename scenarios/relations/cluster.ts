// Relations within cluster, protocol, clocks, run and workload.

import { chaos, electionTimeoutMin, heartbeatInterval, nodes } from '../defaults.ts';
import { finding } from '../findings.ts';
import { nearest } from '../nearest.ts';
import { isSure, type Parts } from '../parts.ts';
import { didYouMean } from '../problem.ts';
import { durationOf } from '../quantity.ts';
import { exactly, type Range, rangeOf } from '../range.ts';
import { counts, roles } from '../selector.ts';
import type { Relations } from './relation.ts';

/** µs, below which a timeout is drawn between its ends: a draw has 32 bits. */
const drawMax = 0x1_0000_0000;
const identity = (value: number): number => value;

/** The names of the nodes that exist whatever a seed picks; null when the cluster itself is not valid. */
export function nodeNames(part: Parts['cluster']): readonly string[] | null {
  if (!isSure(part, 'nodes', 'names')) return null;
  const cluster = part.value;
  if (cluster.names !== undefined) return cluster.names;
  const count = cluster.nodes === undefined ? nodes : rangeOf(cluster.nodes, identity).least;
  return Array.from({ length: count }, (_, position) => `n${position + 1}`);
}

export function checkCluster({ parts, report }: Relations): void {
  const names = parts.cluster?.value.names;
  if (names === undefined) return;
  names.forEach((name, position) => {
    const path = ['cluster', 'names', position];
    if (names.indexOf(name) < position) report(finding(path, `"${name}" is there twice`));
    const taken: readonly string[] = [...roles, ...counts];
    if (taken.includes(name)) report(finding(path, `"${name}" means something else in selectors`));
  });
  const nodes = parts.cluster?.value.nodes;
  if (nodes === undefined) return;
  const { least, most } = rangeOf(nodes, identity);
  if (least === names.length && most === names.length) return;
  const count = least === most ? `${least}` : `${least} to ${most}`;
  report(finding(['cluster', 'names'], `there are ${names.length} names for ${count} nodes`));
}

export function checkProtocol({ parts, known, report }: Relations): void {
  const { protocol } = parts;
  if (protocol === null) return;
  const { electionTimeout, heartbeat, batchDelay, implementation, bugs = [] } = protocol.value;
  const [min, max] = (electionTimeout ?? []).map((time) => rangeOf(time, durationOf));
  if (min !== undefined && max !== undefined && min.most > max.least) {
    report(finding(['protocol', 'electionTimeout', 1], 'the most is below the least'));
  } else if (min !== undefined && max !== undefined && max.most - min.least >= drawMax) {
    report(finding(['protocol', 'electionTimeout', 1], 'this is more than 71 minutes above the least'));
  }
  if (min !== undefined && min.least === 0) {
    report(finding(['protocol', 'electionTimeout', 0], 'an election timeout must be above 0'));
  }
  const beat = heartbeat === undefined ? exactly(heartbeatInterval) : rangeOf(heartbeat, durationOf);
  const shortest = min ?? exactly(electionTimeoutMin);
  if (heartbeat !== undefined && beat.least === 0) {
    report(finding(['protocol', 'heartbeat'], 'a heartbeat must be above 0'));
  }
  const isKnown = isSure(protocol, 'heartbeat', 'electionTimeout') && (heartbeat ?? min) !== undefined;
  if (isKnown && beat.most >= shortest.least && shortest.least > 0) {
    const path = heartbeat === undefined ? ['protocol', 'electionTimeout', 0] : ['protocol', 'heartbeat'];
    const sides = `${inMilliseconds(beat.most)} against ${inMilliseconds(shortest.least)}`;
    report(finding(path, `the heartbeat must be shorter than the shortest election timeout: ${sides}`));
  }
  if (
    batchDelay !== undefined &&
    isSure(protocol, 'electionTimeout') &&
    rangeOf(batchDelay, durationOf).most >= shortest.least
  ) {
    report(
      finding(['protocol', 'batchDelay'], 'a batch must not wait as long as the shortest election timeout'),
    );
  }
  if (implementation !== undefined && !known.programs.includes(implementation)) {
    const hint = didYouMean(nearest(implementation, known.programs));
    const message = `no program is called "${implementation}"; there are ${known.programs.join(', ')}`;
    report(finding(['protocol', 'implementation'], message, hint));
  }
  bugs.forEach((bug, position) => {
    const path = ['protocol', 'bugs', position];
    if (bugs.indexOf(bug) < position) report(finding(path, `"${bug}" is there twice`));
    else if (!known.bugs.includes(bug)) {
      report(finding(path, `no bug is called "${bug}"`, didYouMean(nearest(bug, known.bugs))));
    }
  });
}

export function checkRun({ parts, report }: Relations): void {
  const run = parts.run?.value;
  if (run?.chaos !== undefined && rangeOf(run.chaos, durationOf).least === 0) {
    report(finding(['run', 'chaos'], 'chaos must last longer than 0'));
  }
  if (run?.settle === undefined || parts.eventually.length === 0) return;
  if (rangeOf(run.settle, durationOf).least === 0) {
    report(
      finding(['run', 'settle'], '`eventually` is judged while things settle: that must last longer than 0'),
    );
  }
}

export function checkWorkload({ parts, report }: Relations): void {
  const { workload } = parts;
  if (workload === null) return;
  const { from, until, ops, keys, timeout } = workload.value;
  if (from !== undefined && until !== undefined) {
    if (rangeOf(until, durationOf).least < rangeOf(from, durationOf).most) {
      report(finding(['workload', 'until'], 'the last call is before the first'));
    }
  }
  if (timeout !== undefined && rangeOf(timeout, durationOf).least === 0) {
    report(finding(['workload', 'timeout'], 'a timeout must be above 0'));
  }
  const weights = Object.values(ops ?? {}).filter((weight) => weight !== undefined);
  if (ops !== undefined && !weights.some((weight) => rangeOf(weight, identity).least > 0)) {
    report(finding(['workload', 'ops'], 'one operation at least needs a weight above 0', null, 'key'));
  }
  if (keys?.exponent !== undefined && (keys.distribution ?? 'uniform') === 'uniform') {
    report(finding(['workload', 'keys', 'exponent'], 'only zipf has an exponent', null, 'key'));
  }
  const open = workload.value.arrival?.open?.every;
  if (typeof open === 'string' && durationOf(open) === 0) {
    report(finding(['workload', 'arrival', 'open', 'every'], 'calls every 0 would never end'));
  }
}

export function chaosOf(parts: Parts): Range | null {
  if (!isSure(parts.run, 'chaos')) return null;
  const given = parts.run.value.chaos;
  if (given === undefined) return exactly(chaos);
  const range = rangeOf(given, durationOf);
  // A chaos of no length is complained about once, elsewhere.
  return range.least > 0 ? range : null;
}

function inMilliseconds(time: number): string {
  return `${time / 1000}ms`;
}
