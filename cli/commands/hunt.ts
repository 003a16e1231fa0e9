// `whitewater hunt`: many seeds of many scenarios on all cores; what fails is grouped, kept, and said at the end.

import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { type Case, planOf } from '../../hunt/case.ts';
import { Hunt } from '../../hunt/hunt.ts';
import type { KnownBug } from '../../hunt/known-bugs.ts';
import { tellingAll } from '../../hunt/listener.ts';
import { threads } from '../../hunt/pool/hand.ts';
import { WorkerDeath } from '../../hunt/pool/pool.ts';
import { BugStore } from '../../hunt/store/bug-store.ts';
import { strategyFor } from '../../hunt/strategies/strategy-for.ts';
import type { Palette } from '../../reports/palette.ts';
import { counted } from '../../reports/quantity.ts';
import { type Args, flag, text, texts } from '../args.ts';
import { BadInput } from '../bad-input.ts';
import { buildHere } from '../build.ts';
import type { EngineLoader } from '../engine.ts';
import { type ExitCode, exitCodes, worst } from '../exit-code.ts';
import { HuntFiles, keptFolder } from '../hunt/files.ts';
import { Keeper } from '../hunt/keeper.ts';
import { codesOfResult, resultOf } from '../hunt/outcome.ts';
import { replayWords } from '../hunt/replay-words.ts';
import { huntLines } from '../hunt/report.ts';
import { type HuntSettings, huntSettings } from '../hunt/settings.ts';
import { shrinkFound } from '../hunt/shrinking.ts';
import { type NamedScenario, namedScenarios, subjectOfHunt } from '../hunt/subject.ts';
import { workerFile } from '../hunt/threads.ts';
import { openView } from '../hunt/view.ts';
import type { Io } from '../io.ts';
import { knownBugs } from '../known-bugs.ts';
import { loadAll, nothingFound } from '../load-all.ts';
import { lookOf } from '../look.ts';
import { version } from '../version.ts';

export async function huntCommand(args: Args, io: Io, loadEngine: EngineLoader): Promise<ExitCode> {
  const look = lookOf({ color: flag(args, 'color'), ascii: flag(args, 'ascii') }, io);
  const settings = huntSettings(args, { env: io.env, cores: availableParallelism() });
  const isJson = flag(args, 'json') === true;
  const engine = await loadEngine();
  const given = {
    bugs: knownBugs([...texts(args, 'bug'), ...texts(args, 'mutant')], engine),
    checks: text(args, 'checks'),
    assignments: texts(args, 'set'),
  };
  const loaded = loadAll(engine, texts(args, 'scenario'), io, look.color.level > 0, given.assignments);
  if (loaded.length === 0) {
    io.stderr.write(nothingFound);
    return exitCodes.nothingToRun;
  }
  const named = namedScenarios(loaded);
  const build = buildHere(io.cwd);
  const subject = subjectOfHunt(named, settings, given.bugs, build);
  const files = new HuntFiles(io, subject, settings.shard);
  const { journal, remembered } = files.open(flag(args, 'resume') === true);
  const store = new BugStore(resolve(io.cwd, keptFolder), build);
  const keeper = new Keeper(store, (name) => join(keptFolder, 'bugs', name));
  const start = io.now();
  const endsAt = settings.forMs === null ? null : start + settings.forMs;
  const view = await openView(io, errorLook(args, io), flag(args, 'quiet') === true, () => ({
    hunt,
    endsAt,
  }));
  const hunt: Hunt = new Hunt({
    ...settings,
    bugs: given.bugs,
    scenarios: named.map(({ name, scenario }) => ({ name, scenario, seeds: settings.seeds })),
    strategy: (each, stream, island) =>
      strategyFor(settings.strategies[island % settings.strategies.length]!, each, stream, island),
    spawn: threads({
      file: workerFile(),
      scenarios: named.map(({ scenario }) => scenario),
      heapMb: settings.heapMb,
    }),
    now: io.now,
    endsAt,
    known: knownOf(store, named, given.bugs),
    listener: tellingAll([keeper, journal, view]),
  });
  hunt.restore(remembered);
  keeper.remember(hunt.tally);
  if (!isJson) io.stdout.write(`${headline(named.length, settings, look)}\n\n`);
  let isInterrupted = false;
  let interrupt: () => void = () => {};
  const interrupted = new Promise<void>((resolve) => {
    interrupt = resolve;
  });
  const forget = io.onInterrupt(() => {
    isInterrupted = true;
    hunt.stop();
    interrupt();
  });
  const timer = settings.forMs === null ? null : setTimeout(() => hunt.stop(), settings.forMs);
  let elapsedMs = 0;
  try {
    await hunt.run();
    elapsedMs = io.now() - start;
    if (timer !== null) clearTimeout(timer);
    if (!isInterrupted) await shrinkFound(hunt.tally.bugs.values(), keeper, settings, io, view, interrupted);
  } catch (error) {
    if (!(error instanceof WorkerDeath) || error.by !== 'heap') throw error;
    throw new BadInput(`--heap ${text(args, 'heap')} is too little for a worker`, 'the default is 1024m');
  } finally {
    if (timer !== null) clearTimeout(timer);
    forget();
    view.end();
    journal.end();
    keeper.end();
  }
  const result = resultOf(hunt, {
    subject,
    settings,
    named,
    keeper,
    elapsedMs,
    isInterrupted,
    replay: (bug, folder) => replayWords(bug, folder, named, settings, given),
  });
  files.writeResult(result);
  const exitCode = worst(codesOfResult(result));
  if (isJson) io.stdout.write(`${JSON.stringify({ ...result, exitCode }, null, 2)}\n`);
  else io.stdout.write(`${huntLines(result, exitCode, look).join('\n')}\n`);
  return exitCode;
}

/** The view is on stderr, which may be a terminal where stdout is none. */
function errorLook(args: Args, io: Io): Palette {
  const { isErrTTY, errColumns } = io;
  const flags = { color: flag(args, 'color'), ascii: flag(args, 'ascii') };
  return lookOf(flags, { ...io, isTTY: isErrTTY, columns: errColumns });
}

function headline(
  scenarios: number,
  { seeds, workers, shard, strategies }: HuntSettings,
  { symbols }: Palette,
): string {
  const span = seeds.count === Number.MAX_SAFE_INTEGER ? 'seeds from 1' : `seeds ${seeds}`;
  return [
    `whitewater ${version}`,
    `${counted(scenarios, 'scenario')}, ${span}`,
    ...(shard.of === 1 ? [] : [`shard ${shard.index}/${shard.of}`]),
    strategies.join(', '),
    counted(workers, 'worker'),
  ].join(` ${symbols.dot} `);
}

/** Those of these scenarios, with the same bugs planted. */
function knownOf(
  store: BugStore,
  named: readonly NamedScenario[],
  bugs: readonly string[],
): readonly KnownBug[] {
  return store.all().flatMap(({ name, bug }) => {
    const given = bug.best.case;
    // One that was made smaller has a name of its own.
    const names = [bug.best, ...bug.others].map((sighting) => sighting.case.scenario.name);
    const origin = named.find(({ scenario }) => names.includes(scenario.name));
    if (origin === undefined) return [];
    const asHunted = { ...given, scenario: origin.scenario, bugs, overrides: {} };
    if (plantedIn(given) !== plantedIn(asHunted)) return [];
    return [{ folder: join(keptFolder, 'bugs', name), given, signature: bug.signature }];
  });
}

function plantedIn(given: Case): string {
  return [...planOf(given).program.bugs].sort().join();
}
