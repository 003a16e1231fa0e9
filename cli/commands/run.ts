// `whitewater run`: everything is read and checked first; only then are files opened and seeds run.

import type { Palette } from '../../reports/palette.ts';
import type { Closing } from '../../reports/reporter.ts';
import { adjusted, type CheckChoice, subjectOf } from '../adjust.ts';
import { type Args, flag, text, texts } from '../args.ts';
import { BadInput } from '../bad-input.ts';
import { checksOf } from '../check-choice.ts';
import type { EngineLoader, LoadedScenario } from '../engine.ts';
import { type ExitCode, exitCodes, worst } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { knownBugs } from '../known-bugs.ts';
import { loadAll, nothingFound } from '../load-all.ts';
import { lookOf } from '../look.ts';
import type { Watcher } from '../one-run.ts';
import { openOutputs } from '../output-file.ts';
import { openProgress, type Progress } from '../progress.ts';
import { chooseReporters, type ReporterChoice } from '../reporter-choice.ts';
import { openReporters } from '../reporters.ts';
import { parseSeed, parseSeeds, Seeds } from '../seeds.ts';
import { Sweep, type SweepItem } from '../sweep.ts';
import { version } from '../version.ts';

export async function runCommand(args: Args, io: Io, loadEngine: EngineLoader): Promise<ExitCode> {
  const look = lookOf({ color: flag(args, 'color'), ascii: flag(args, 'ascii') }, io);
  const seeds = seedsOf(args);
  const checks = checksOf(args);
  const choices = reportersOf(args, io);
  const isLanes = flag(args, 'lanes') === true;
  if (isLanes) refuseLanesBeside(choices);
  const engine = await loadEngine();
  const bugs = knownBugs(texts(args, 'bug'), engine);
  const assignments = texts(args, 'set');
  const scenarios = loadAll(engine, texts(args, 'scenario'), io, look.color.level > 0, assignments);
  if (scenarios.length === 0) {
    io.stderr.write(nothingFound);
    return exitCodes.nothingToRun;
  }
  for (const warning of scenarios.flatMap((scenario) => scenario.warnings ?? [])) io.stderr.write(warning);
  const items = scenarios
    .flatMap((scenario) => (scenario.also === undefined ? [scenario] : [scenario, scenario.also]))
    .map((scenario) => ({ scenario, seeds: seeds ?? ownSeeds(scenario) }));
  const runs = items.reduce((total, item) => total + item.seeds.count, 0);
  refuseMany(args, runs);
  const progress = await progressOf(args, io, runs);
  const screen = { ...io, stdout: progress.around(io.stdout), stderr: progress.around(io.stderr) };
  const reporterLook = { palette: look, isVerbose: flag(args, 'verbose') === true };
  const reporters = openReporters(choices, reporterLook, screen);
  const recordings = [text(args, 'trace'), text(args, 'history')];
  const [trace = null, history = null] = openOutputs(recordings, io.cwd, reporters.discard);
  const start = io.now();
  const options = {
    checkDeterminism: flag(args, 'check-determinism') === true,
    strictFaults: flag(args, 'strict-faults') === true,
    trace,
    history,
    watch: isLanes ? await lanesOn(screen, look) : null,
    bugs,
    checks,
    assignments,
  };
  const sweep = new Sweep(engine, screen, options, reporters.all, progress);
  // One run has nothing to tell before it ends: Ctrl-C may end the process as usual, unless a file is begun.
  const isFileBegun = trace !== null || history !== null || choices.some((choice) => choice.file !== null);
  const forget = runs > 1 || isFileBegun ? io.onInterrupt(() => sweep.interrupt()) : () => {};
  try {
    const subjects = items.map(({ scenario, seeds: each }) => firstSubject(scenario, each, bugs, checks));
    for (const reporter of reporters.all) reporter.begin({ version, subjects, runs });
    await sweep.runAll(items);
    const exitCode = worst(sweep.happened);
    const closing: Closing = { exitCode, complete: sweep.isComplete, elapsedMs: io.now() - start };
    reporters.end(closing);
    trace?.commit();
    history?.commit();
    return exitCode;
  } catch (error) {
    reporters.discard();
    trace?.discard();
    history?.discard();
    throw error;
  } finally {
    progress.end();
    forget();
  }
}

function firstSubject(
  scenario: LoadedScenario,
  seeds: SweepItem['seeds'],
  bugs: readonly string[],
  checks: CheckChoice | null,
): ReturnType<typeof subjectOf> {
  const [first] = seeds;
  return subjectOf(scenario, adjusted(scenario.compile(first ?? 0), bugs, checks), seeds);
}

/** It is drawn on stderr, which may be a terminal where stdout is none. */
function progressOf(args: Args, io: Io, runs: number): Promise<Progress> {
  const { isErrTTY, errColumns } = io;
  const flags = { color: flag(args, 'color'), ascii: flag(args, 'ascii') };
  const look = lookOf(flags, { ...io, isTTY: isErrTTY, columns: errColumns });
  return openProgress(io, runs, look, flag(args, 'quiet') === true);
}

function reportersOf(args: Args, { env }: Io): readonly ReporterChoice[] {
  const short = (['json', 'ndjson'] as const).filter((name) => flag(args, name) === true);
  const isQuiet = flag(args, 'quiet') === true;
  return chooseReporters([...texts(args, 'reporter'), ...short], { isQuiet, env });
}

function ownSeeds({ seed, seeds }: LoadedScenario): Seeds {
  return seed === undefined ? Seeds.upTo(seeds) : Seeds.one(seed);
}

/** Null: as many as each file asks for. */
function seedsOf(args: Args): Seeds | null {
  const seed = text(args, 'seed');
  const seeds = text(args, 'seeds');
  if (seed !== null && seeds !== null) throw new BadInput('--seed and --seeds exclude each other');
  if (seed !== null) return Seeds.one(parseSeed(seed));
  return seeds === null ? null : parseSeeds(seeds);
}

async function lanesOn(io: Io, look: Palette): Promise<(names: readonly string[]) => Watcher> {
  const { LanesView } = await import('../lanes-view.ts');
  return (names) => new LanesView(io, look, names);
}

/** The options that take one run, if they are given. */
function refuseMany(args: Args, runs: number): void {
  if (runs === 1) return;
  const given = ['trace', 'history', 'lanes'].find(
    (name) => args[name] !== undefined && args[name] !== false,
  );
  if (given === undefined) return;
  throw new BadInput(
    `--${given} takes one run, and this would be ${runs}`,
    'give one scenario and one --seed',
  );
}

/** Lanes are for the reader of stdout, as is a report that is for people. */
function refuseLanesBeside(choices: readonly ReporterChoice[]): void {
  const texts = ['pretty', 'plain', 'minimal', 'github'];
  const other = choices.find(({ name, file }) => file === null && !texts.includes(name));
  if (other === undefined) return;
  throw new BadInput(
    `--lanes writes to stdout, and so would the reporter ${other.name}`,
    `give that a file: --reporter ${other.name}:FILE`,
  );
}
