// An option that is a length of time: `60s`, `10m`.

import { readDuration } from '../scenarios/quantity.ts';
import { type Args, text } from './args.ts';
import { BadInput } from './bad-input.ts';

/** ms. */
export function timeMs(args: Args, name: string, usual: string): number {
  const given = text(args, name) ?? usual;
  const reading = readDuration(given);
  if ('value' in reading && reading.value > 0) return reading.value / 1000;
  throw new BadInput(`--${name} cannot be "${given}"`, 'a time is written 60s or 10m');
}
