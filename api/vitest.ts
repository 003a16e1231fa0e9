// Scenarios as tests of vitest: one test a scenario, all of its seeds in it; a failure names the seeds and the command.
//
//   import { scenario } from 'whitewater/vitest';
//   scenario.each(['scenarios/leader-crash.yaml'], { seeds: 200, program: mine })('%s');

import { expect, test } from 'vitest';
import type { Operation } from '../sim/history.ts';
import type { Envelope } from '../sim/program.ts';
import { checkLinearizability } from './check-linearizability.ts';
import { type LoadedScenario, loadedScenario, type ScenarioGiven } from './loaded-scenario.ts';
import { type Simulated, type SimulateOptions, simulate } from './simulate.ts';

declare module 'vitest' {
  // Its name and type parameter are vitest's own.
  interface Matchers<T> {
    /** A run of `simulate` meets every expectation of its scenario. */
    toHold(): T;
    /** A history of the simulator's clients is linearizable. */
    toBeLinearizable(): T;
  }
}

interface Matched {
  readonly pass: boolean;
  message(): string;
}

expect.extend({
  toHold(received: unknown): Matched {
    const run = received as Simulated;
    if (typeof run?.holds !== 'boolean') throw new TypeError('toHold() wants a run of simulate()');
    const title = `${run.scenario}, seed ${run.seed}`;
    return {
      pass: run.holds,
      message: () => (run.holds ? `${title} holds, and should not` : (run.failure ?? title)),
    };
  },
  toBeLinearizable(received: unknown): Matched {
    if (!Array.isArray(received)) throw new TypeError('toBeLinearizable() wants the history of a run');
    const verdict = checkLinearizability(received as readonly Operation[]);
    return {
      pass: verdict.kind === 'linearizable',
      message: () => {
        switch (verdict.kind) {
          case 'linearizable':
            return 'the history is linearizable, and should not be';
          case 'unknown':
            return `nobody knows: the budget was used up at ${verdict.parts.join(', ')}`;
          case 'violated':
            return `not linearizable at ${verdict.part}: ${verdict.message}`;
        }
      },
    };
  },
});

export interface EachOptions<M extends Envelope, W, Image>
  extends Omit<SimulateOptions<M, W, Image>, 'seed' | 'trace'> {
  /** How many, from 1 on, or which. Default: what the scenario asks for, else 100. */
  readonly seeds?: number | readonly number[];
  /** ms for one test, all seeds together; default: 120,000, for many seeds take their time. */
  readonly timeout?: number;
}

type Body = (run: Simulated) => void;

/** `title`: `%s` is the scenario's name. `body`: what each run is held to; default: it holds. */
export type Registrar = (title: string, body?: Body) => void;

const seedsDefault = 100;
const timeoutDefaultMs = 120_000;
/** Failing seeds after which a test looks no further. */
const failuresMax = 5;
/** Runs one seed alone, whatever a test asks for. */
const seedVariable = 'WHITEWATER_SEED';

export const scenario = {
  each<M extends Envelope = Envelope, W = unknown, Image = unknown>(
    scenarios: readonly ScenarioGiven[],
    options: EachOptions<M, W, Image> = {},
  ): Registrar {
    const { program, seeds, timeout = timeoutDefaultMs, ...rest } = options;
    return (title, body = holds) => {
      for (const given of scenarios) {
        const loaded = loadedScenario(given, program);
        const name = title.replaceAll('%s', loaded.scenario.name);
        const chosen = seedsOf(seeds, loaded);
        const runOf = (seed: number): Simulated =>
          simulate(loaded, { ...rest, seed, ...(program === undefined ? {} : { program }) });
        test(name, { timeout }, () => everySeed(name, chosen, runOf, body));
      }
    };
  },
};

function holds(run: Simulated): void {
  expect(run).toHold();
}

function seedsOf(seeds: number | readonly number[] | undefined, loaded: LoadedScenario): readonly number[] {
  const alone = process.env[seedVariable];
  if (alone !== undefined && alone !== '') return [Number(alone)];
  if (typeof seeds === 'object') return seeds;
  const count = seeds ?? loaded.scenario.run?.seeds ?? seedsDefault;
  return Array.from({ length: count }, (_, position) => position + 1);
}

function everySeed(
  name: string,
  seeds: readonly number[],
  runOf: (seed: number) => Simulated,
  body: Body,
): void {
  const failed: number[] = [];
  let first: { readonly error: unknown; readonly run: Simulated } | null = null;
  let tried = 0;
  for (const seed of seeds) {
    if (failed.length >= failuresMax) break;
    tried++;
    const run = runOf(seed);
    try {
      body(run);
    } catch (error) {
      failed.push(seed);
      first ??= { error, run };
    }
  }
  if (first === null) return;
  const { error, run } = first;
  const text = error instanceof Error ? error.message : String(error);
  const seed = failed[0]!;
  const again = `${seedVariable}=${seed} npx vitest run -t '${name.replaceAll("'", "'\\''")}'`;
  const lines = [
    text,
    '',
    `  seeds      ${failed.join(', ')} failed, of ${tried} tried`,
    `  again      ${again}`,
    ...(run.replay === null ? [] : [`  or         npx ${run.replay}`]),
  ];
  throw Object.assign(new Error(lines.join('\n')), { cause: error });
}
