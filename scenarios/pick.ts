// Draws the picks of a scenario for one seed. Every pick has a stream of its own, named after its
// path in the file, so that adding or removing one never changes another.

import seedrandom from 'seedrandom';
import type { Distribution } from '../sim/plan.ts';
import { size, time } from './explain/quantity.ts';
import { exponentialTable, lognormalTable, longTailTable } from './quantiles.ts';
import { always, durationOf, ppmOf, probabilityOf, sizeOf } from './quantity.ts';
import type { DistributionSpec, DurationText, Pickable, Probability } from './scenario.ts';

export class Picks {
  /** What was drawn, by path, as a scenario would write it. */
  readonly drawn: Record<string, string> = {};
  private readonly seed: number;

  constructor(seed: number) {
    this.seed = seed;
  }

  /** One of the values as it stands in the file: for what has no order. */
  from<T extends string | number | boolean>(given: Pickable<T>, path: string): T {
    if (typeof given !== 'object') return given;
    const { pick } = given as Exclude<Pickable<T>, T>;
    const values = 'uniform' in pick ? pick.uniform : pick;
    const value = values[this.draw(path, values.length)]!;
    this.drawn[path] = String(value);
    return value;
  }

  integer(given: Pickable<number>, path: string): number {
    return this.number(given, path, (value) => value, String);
  }

  /** µs; of a shift too. */
  duration(given: Pickable<DurationText>, path: string): number {
    return this.number(given, path, durationOf, time);
  }

  /** Bytes. */
  size(given: Pickable<string>, path: string): number {
    return this.number(given, path, sizeOf, size);
  }

  /** Bytes a second. */
  rate(given: Pickable<string>, path: string): number {
    return this.number(given, path, sizeOf, (value) => `${size(value)}/s`);
  }

  /** Parts per million. */
  ppm(given: Pickable<string>, path: string): number {
    return this.number(given, path, ppmOf, (value) => `${value}ppm`);
  }

  /** Of 2^32. */
  probability(given: Pickable<Probability>, path: string): number {
    return this.number<string | number>(given, path, probabilityOf, shareOf);
  }

  /** Whether this seed leaves out what is left out with this chance (of 2^32). */
  leavesOut(chance: number, path: string): boolean {
    const isOut = this.draw(path, always) < chance;
    this.drawn[path] = isOut ? 'left out' : 'kept';
    return isOut;
  }

  distribution(given: DistributionSpec, path: string): Distribution {
    if (typeof given === 'string') return { kind: 'constant', value: durationOf(given) };
    const { uniform, exp, lognormal, longtail, choice, pick } = given;
    if (uniform !== undefined) {
      const [min, max] = uniform.map((end, position) => this.duration(end, `${path}.uniform.${position}`));
      return { kind: 'uniform', min: min!, max: max! };
    }
    if (exp !== undefined) {
      const mean = this.duration(exp.mean, `${path}.exp.mean`);
      const max = exp.max === undefined ? null : this.duration(exp.max, `${path}.exp.max`);
      return { kind: 'table', quantiles: exponentialTable(mean, max) };
    }
    if (lognormal !== undefined) {
      const median = this.duration(lognormal.median, `${path}.lognormal.median`);
      const p99 = this.duration(lognormal.p99, `${path}.lognormal.p99`);
      return { kind: 'table', quantiles: lognormalTable(median, p99) };
    }
    if (longtail !== undefined) {
      const median = this.duration(longtail.median, `${path}.longtail.median`);
      const p99 = this.duration(longtail.p99, `${path}.longtail.p99`);
      const p999 = this.duration(longtail.p999, `${path}.longtail.p999`);
      return { kind: 'table', quantiles: longTailTable(median, p99, p999) };
    }
    if (choice !== undefined) {
      const values = choice.map((value, position) => this.duration(value, `${path}.choice.${position}`));
      return { kind: 'choice', values };
    }
    return { kind: 'constant', value: this.duration({ pick: pick! }, path) };
  }

  /** The integer that `read` makes of the value; between two ends, any integer from one to the other. */
  private number<T extends string | number>(
    given: Pickable<T>,
    path: string,
    read: (value: T) => number,
    write: (value: number) => string,
  ): number {
    if (typeof given === 'object' && 'uniform' in given.pick) {
      const [least, most] = given.pick.uniform.map(read);
      const value = least! + this.draw(path, most! - least! + 1);
      this.drawn[path] = write(value);
      return value;
    }
    return read(this.from(given, path));
  }

  /** In [0, limit). */
  private draw(path: string, limit: number): number {
    return Math.floor(seedrandom.alea(`pick/${this.seed}/${path}`).double() * limit);
  }
}

/** As many digits as bring the same threshold back. */
function shareOf(threshold: number): string {
  return String(Number((threshold / always).toPrecision(12)));
}
