// What may vary without mending a failure: seeds, the pace of a script, latency and timeouts of what runs by itself.

import type { Scenario } from '../../scenarios/scenario.ts';
import type { Case } from '../case.ts';
import type { Trials } from './trials.ts';

export interface Free {
  /** `seed`, `latency`. */
  readonly what: string;
  /** `1ms to 200ms`, `each of 10`. */
  readonly range: string;
}

const seeds: readonly number[] = Array.from({ length: 10 }, (_, position) => 101 + position);
const paces = ['0s', '1ms', '5ms', '10ms', '20ms', '50ms', '100ms', '200ms', '500ms', '1s', '5s'];
const latencies = ['1ms', '2ms', '5ms', '10ms', '20ms', '50ms', '100ms', '140ms', '200ms', '500ms'];
const timeouts = ['50ms', '100ms', '150ms', '200ms', '300ms', '500ms', '1s', '2s', '5s'];

export function freeRanges(best: Case, trials: Trials): readonly Free[] {
  const { scenario } = best;
  const failing = seeds.filter((seed) => trials.failing({ ...best, seed }) !== null);
  const found: Free[] = [{ what: 'seed', range: shareOf(failing.length) }];
  const fails = (changed: Scenario): boolean => trials.failing({ ...best, scenario: changed }) !== null;
  const probe = (
    what: string,
    values: readonly string[],
    usual: string,
    changed: (value: string) => Scenario,
  ): void => {
    const range = around(values, usual, (value) => fails(changed(value)));
    if (range !== null) found.push({ what, range });
  };
  if (scenario.script !== undefined) {
    probe('pace of the steps', paces, '10ms', (delay) => ({
      ...scenario,
      run: { ...scenario.run, chaos: '900h' },
      script: scenario.script!.map((step) => ({ ...step, delay: step.delay ?? delay })),
    }));
    return found;
  }
  probe('latency', latencies, '5ms', (latency) => ({
    ...scenario,
    network: { ...scenario.network, latency },
  }));
  probe('shortest election timeout', timeouts, '150ms', (least) => ({
    ...scenario,
    protocol: { ...scenario.protocol, electionTimeout: [least, doubled(least)] },
  }));
  return found;
}

function shareOf(failing: number): string {
  return failing === seeds.length ? `each of ${seeds.length}` : `${failing} of ${seeds.length}`;
}

/** The stretch of values that fail around the usual one; null where that does not fail itself. */
function around(values: readonly string[], usual: string, fails: (value: string) => boolean): string | null {
  const middle = values.indexOf(usual);
  if (!fails(values[middle]!)) return null;
  let first = middle;
  while (first > 0 && fails(values[first - 1]!)) first--;
  let last = middle;
  while (last < values.length - 1 && fails(values[last + 1]!)) last++;
  return first === last ? values[first]! : `${values[first]} to ${values[last]}`;
}

function doubled(duration: string): string {
  const [, number, unit] = /^(\d+)(\w+)$/.exec(duration)!;
  return `${2 * Number(number)}${unit}`;
}
