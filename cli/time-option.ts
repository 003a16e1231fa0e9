// An option that is a length of time: `60s`, `10m`.

import { readDuration } from '../scenarios/quantity.ts';
import { type Args, text } from './args.ts';
import { BadInput } from './bad-input.ts';

/** ms. */
export function timeMs(args: Args, name: string, usual: string): number {
  return readMs(name, text(args, name) ?? usual, 1, '60s or 10m');
}

/** ms, at least one; null: not given. */
export function durationMs(args: Args, name: string): number | null {
  const given = text(args, name);
  return given === null ? null : readMs(name, given, 1000, '500ms, 90s, 10m or 2h');
}

/** `least`: µs. */
function readMs(name: string, given: string, least: number, samples: string): number {
  const reading = readDuration(given);
  if ('value' in reading && reading.value >= least) return reading.value / 1000;
  throw new BadInput(`--${name} cannot be "${given}"`, `a time is written ${samples}`);
}
