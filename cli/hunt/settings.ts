// What the options of `whitewater hunt` come to, or a refusal that says what was expected.

import { islandCount } from '../../hunt/island.ts';
import { type Shard, wholeHunt } from '../../hunt/shard.ts';
import { strategiesThere } from '../../hunt/strategies/strategy-for.ts';
import type { StrategyName } from '../../hunt/strategy.ts';
import { readProbability } from '../../scenarios/quantity.ts';
import type { Scope } from '../../sim/checkers/checker.ts';
import { type Args, flag, text } from '../args.ts';
import { BadInput } from '../bad-input.ts';
import { checksOf } from '../check-choice.ts';
import { didYouMean } from '../did-you-mean.ts';
import { parseSeed, parseSeeds, Seeds } from '../seeds.ts';
import { durationMs } from '../time-option.ts';

export interface HuntSettings {
  readonly seeds: Seeds;
  /** Wall clock; null: until the seeds are used up. */
  readonly forMs: number | null;
  readonly workers: number;
  readonly bugsMax: number;
  readonly shard: Shard;
  readonly strategies: readonly StrategyName[];
  readonly masterSeed: number;
  readonly twice: number;
  readonly scopes: readonly Scope[] | null;
  readonly wallMs: number;
  /** For shrinking all that is found; 0: none of it. */
  readonly shrinkMs: number;
  readonly heapMb: number;
}

const seedsDefault = 1000;
const workersMax = 256;

export interface Surroundings {
  readonly env: { readonly [name: string]: string | undefined };
  readonly cores: number;
}

export function huntSettings(args: Args, { env, cores }: Surroundings): HuntSettings {
  const forMs = durationMs(args, 'for');
  const seeds = text(args, 'seeds');
  return {
    seeds:
      seeds === null
        ? Seeds.upTo(forMs === null ? seedsDefault : Number.MAX_SAFE_INTEGER)
        : parseSeeds(seeds),
    forMs,
    workers: wholeNumber(args, 'workers', workersMax) ?? Math.min(cores, workersMax),
    bugsMax: bugsMaxOf(args),
    shard: shardOf(text(args, 'shard'), env),
    strategies: strategiesOf(text(args, 'strategy')),
    masterSeed: parseSeed(text(args, 'master-seed') ?? '1'),
    twice: shareOf(args),
    scopes: scopesOf(args),
    wallMs: durationMs(args, 'wall') ?? 60_000,
    shrinkMs: flag(args, 'shrink') === false ? 0 : (durationMs(args, 'shrink-for') ?? 60_000),
    heapMb: heapOf(text(args, 'heap') ?? '1024m'),
  };
}

export function wholeNumber(args: Args, name: string, max: number): number | null {
  const given = text(args, name);
  if (given === null) return null;
  const number = /^\d{1,15}$/.test(given) ? Number(given) : 0;
  if (number >= 1 && number <= max) return number;
  throw new BadInput(`--${name} cannot be "${given}"`, `it is a whole number from 1 to ${max}`);
}

function bugsMaxOf(args: Args): number {
  const max = wholeNumber(args, 'max-bugs', 1_000_000);
  if (flag(args, 'stop-at-first') !== true) return max ?? Number.MAX_SAFE_INTEGER;
  if (max === null) return 1;
  throw new BadInput('-x and --max-bugs exclude each other', '-x is --max-bugs 1');
}

export function strategiesOf(given: string | null): readonly StrategyName[] {
  const known = strategiesThere;
  if (given === null) return known.slice(-1);
  return given.split(',').map((word) => {
    const name = known.find((each) => each === word.trim());
    if (name !== undefined) return name;
    throw new BadInput(
      `there is no strategy "${word}"`,
      didYouMean(word, known) ?? `they are ${known.join(', ')}`,
    );
  });
}

function shareOf(args: Args): number {
  const given = text(args, 'check-determinism');
  if (given === null) return 0;
  const reading = readProbability(given);
  if ('value' in reading) return reading.value / 0x1_0000_0000;
  throw new BadInput(`--check-determinism cannot be "${given}"`, 'it is a share of the cases: 5%');
}

function scopesOf(args: Args): readonly Scope[] | null {
  const choice = checksOf(args);
  switch (choice) {
    case null:
      return null;
    case 'all':
      return ['end-to-end', 'deep'];
    case 'end-to-end':
    case 'deep':
      return [choice];
    case 'none':
      throw new BadInput('a hunt without checks finds nothing', 'it is --checks all, end-to-end or deep');
  }
}

/** `512m`, `2g` */
function heapOf(given: string): number {
  const [, digits, unit] = /^(\d{1,6})(m|g)b?$/i.exec(given) ?? [];
  const size = Number(digits) * (unit?.toLowerCase() === 'g' ? 1024 : 1);
  if (size >= 16) return size;
  throw new BadInput(`--heap cannot be "${given}"`, 'it is written 512m or 2g, and at least 16m');
}

/** What machines of a CI call their number and how many there are: from 0, or from 1. */
const machines = [
  { index: 'JOB_COMPLETION_INDEX', total: 'JOB_COMPLETION_TOTAL', from: 0 },
  { index: 'CI_NODE_INDEX', total: 'CI_NODE_TOTAL', from: 1 },
  { index: 'CIRCLE_NODE_INDEX', total: 'CIRCLE_NODE_TOTAL', from: 0 },
] as const;

export function shardOf(given: string | null, env: Surroundings['env']): Shard {
  if (given === null) return wholeHunt;
  if (given === 'auto') return shardHere(env);
  // Kubernetes tells a pod its number but not how many there are: `auto/5`.
  const [, index, of] = /^(\d{1,3}|auto)\/(\d{1,3})$/.exec(given) ?? [];
  if (index === 'auto')
    return checkedShard(given, Number(env['JOB_COMPLETION_INDEX'] ?? Number.NaN) + 1, Number(of));
  return checkedShard(given, Number(index), Number(of));
}

function shardHere(env: Surroundings['env']): Shard {
  for (const { index, total, from } of machines) {
    const [here, of] = [env[index], env[total]];
    if (here === undefined || of === undefined) continue;
    return checkedShard(`${index}=${here}, ${total}=${of}`, Number(here) - from + 1, Number(of));
  }
  throw new BadInput(
    '--shard auto finds nothing to go by',
    `set ${machines.map(({ index, total }) => `${index} and ${total}`).join(', or ')}; or write auto/5 for JOB_COMPLETION_INDEX of 5`,
  );
}

function checkedShard(given: string, index: number, of: number): Shard {
  if (
    Number.isSafeInteger(of) &&
    of >= 1 &&
    of <= islandCount &&
    Number.isSafeInteger(index) &&
    index >= 1 &&
    index <= of
  )
    return { index, of };
  throw new BadInput(`--shard cannot be "${given}"`, `it is i/n with 1 <= i <= n <= ${islandCount}, or auto`);
}
