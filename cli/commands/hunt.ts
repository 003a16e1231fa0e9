// `whitewater hunt`: many seeds of many scenarios on all cores; what fails is grouped, and said at the end.

import { availableParallelism } from 'node:os';
import { Hunt } from '../../hunt/hunt.ts';
import { strategyFor } from '../../hunt/strategies/strategy-for.ts';
import type { FoundBug } from '../../hunt/tally.ts';
import type { Palette } from '../../reports/palette.ts';
import { counted } from '../../reports/quantity.ts';
import { type Args, flag, text, texts } from '../args.ts';
import { BadInput } from '../bad-input.ts';
import type { EngineLoader, LoadedScenario } from '../engine.ts';
import { type ExitCode, exitCodes, worst } from '../exit-code.ts';
import { codesOf, huntLines } from '../hunt/report.ts';
import { type HuntSettings, huntSettings } from '../hunt/settings.ts';
import { realThreads, type SpawnMaker } from '../hunt/threads.ts';
import { HuntLines } from '../hunt/view.ts';
import type { Io } from '../io.ts';
import { knownBugs } from '../known-bugs.ts';
import { loadAll, nothingFound } from '../load-all.ts';
import { lookOf } from '../look.ts';
import { replayCommand } from '../replay.ts';
import { version } from '../version.ts';

export async function huntCommand(
  args: Args,
  io: Io,
  loadEngine: EngineLoader,
  spawnMaker: SpawnMaker = realThreads,
): Promise<ExitCode> {
  const look = lookOf({ color: flag(args, 'color'), ascii: flag(args, 'ascii') }, io);
  const settings = huntSettings(args, { env: io.env, cores: availableParallelism() });
  const engine = await loadEngine();
  const bugs = knownBugs(texts(args, 'bug'), engine);
  const assignments = texts(args, 'set');
  const loaded = loadAll(engine, texts(args, 'scenario'), io, look.color.level > 0, assignments);
  if (loaded.length === 0) {
    io.stderr.write(nothingFound);
    return exitCodes.nothingToRun;
  }
  const named = namedScenarios(loaded);
  const view = new HuntLines(io, flag(args, 'quiet') === true);
  const hunt = new Hunt({
    ...settings,
    bugs,
    scenarios: named.map(({ name, scenario }) => ({ name, scenario, seeds: settings.seeds })),
    strategy: (given, stream, island) =>
      strategyFor(settings.strategies[island % settings.strategies.length]!, given, stream),
    spawn: spawnMaker({ scenarios: named.map(({ scenario }) => scenario), heapMb: settings.heapMb }),
    now: io.now,
    listener: view,
  });
  view.watch(hunt);
  io.stdout.write(`${headline(loaded.length, settings, look)}\n\n`);
  let isInterrupted = false;
  const forget = io.onInterrupt(() => {
    isInterrupted = true;
    hunt.stop();
  });
  const timer = settings.forMs === null ? null : setTimeout(() => hunt.stop(), settings.forMs);
  const start = io.now();
  try {
    await hunt.run();
  } finally {
    if (timer !== null) clearTimeout(timer);
    forget();
    view.end();
  }
  const exitCode = worst([...codesOf(hunt), ...(isInterrupted ? [exitCodes.interrupted] : [])]);
  const replay = ({ scenario, shown }: FoundBug): string => {
    const origin = named.find(({ name }) => name === scenario)!;
    const command = replayCommand({
      file: origin.file,
      seed: shown.given.seed,
      bugs,
      checks: text(args, 'checks'),
      assignments,
    });
    if (shown.given.scenario === origin.scenario) return command;
    // A strategy has changed the scenario for this seed.
    return command
      .replace(' run ', ' hunt ')
      .replace(`--seed ${shown.given.seed}`, `--seeds ${shown.given.seed}..${shown.given.seed}`)
      .concat(` --strategy ${settings.strategies.join(',')}`);
  };
  const closing = { elapsedMs: io.now() - start, isInterrupted, exitCode, replay };
  io.stdout.write(`${huntLines(hunt, closing, look).join('\n')}\n`);
  return exitCode;
}

function headline(
  scenarios: number,
  { seeds, workers, shard, forMs }: HuntSettings,
  { symbols }: Palette,
): string {
  const span = forMs !== null && seeds.count === Number.MAX_SAFE_INTEGER ? 'seeds from 1' : `seeds ${seeds}`;
  return [
    `whitewater ${version}`,
    `${counted(scenarios, 'scenario')}, ${span}`,
    ...(shard.of === 1 ? [] : [`shard ${shard.index}/${shard.of}`]),
    counted(workers, 'worker'),
  ].join(` ${symbols.dot} `);
}

interface Named {
  readonly name: string;
  readonly file: string;
  readonly scenario: NonNullable<LoadedScenario['data']>;
}

/** Two of one name are told apart by their files. */
function namedScenarios(loaded: readonly LoadedScenario[]): readonly Named[] {
  return loaded.map(({ name, file, data }) => {
    if (data === undefined) {
      throw new BadInput(
        `${file} is a course's config file`,
        `a hunt takes scenarios; see: whitewater course ${file}`,
      );
    }
    const isAlone = loaded.filter((other) => other.name === name).length === 1;
    return { name: isAlone ? name : `${name} (${file})`, file, scenario: data };
  });
}
