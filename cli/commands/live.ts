// `whitewater live`: a course's config files against real replicas. All is read and checked before anything starts.

import { accessSync, constants, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Palette } from '../../reports/palette.ts';
import type { Tier } from '../../sim/course/summary.ts';
import { type Args, flag, text, texts } from '../args.ts';
import { BadInput } from '../bad-input.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { Engine, EngineLoader } from '../engine.ts';
import { type ExitCode, exitCodes, worst } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { creditNames } from '../live-options.ts';
import { LiveProgress } from '../live-progress.ts';
import { type LiveItem, LiveSweep, liveSubject } from '../live-sweep.ts';
import { lookOf } from '../look.ts';
import { openOutputs } from '../output-file.ts';
import { reasonOf } from '../reason.ts';
import { quoted } from '../replay.ts';
import { chooseReporters, type ReporterChoice } from '../reporter-choice.ts';
import { openReporters } from '../reporters.ts';
import { parseSeed, Seeds } from '../seeds.ts';
import { packageRoot } from '../shipped.ts';
import { version } from '../version.ts';

const credits: { readonly [name in (typeof creditNames)[number]]: Tier } = {
  bonus: 'Bonus',
  full: 'Full credit',
  partial: 'Partial credit',
  none: 'No credit',
};
const runsMax = 10_000;

export async function liveCommand(args: Args, io: Io, loadEngine: EngineLoader): Promise<ExitCode> {
  const look = lookOf({ color: flag(args, 'color'), ascii: flag(args, 'ascii') }, io);
  const credit = credits[creditOf(args)];
  const choices = reportersOf(args, io);
  const replica = text(args, 'replica');
  const path = replica === null ? join(packageRoot(), '3700kvstore') : resolve(io.cwd, replica);
  refuseUnexecutable(replica ?? path, path, replica === null);
  const items = itemsOf(args, io, await loadEngine(), look.color.level > 0);
  if (items.length === 0) {
    io.stderr.write(`no config to run: there is no *.json in ${texts(args, 'config').join(', ')}\n`);
    return exitCodes.nothingToRun;
  }
  const runs = items.reduce((total, { seeds }) => total + seeds.count, 0);
  refuseMany(args, runs);
  const progress = await LiveProgress.open(io, runs, errLookOf(args, io), flag(args, 'quiet') === true);
  const screen = { ...io, stdout: progress.around(io.stdout), stderr: progress.around(io.stderr) };
  const reporterLook = { palette: look, isVerbose: false, isCourseTable: runs > 1 };
  const reporters = openReporters(choices, reporterLook, screen);
  const recordings = [text(args, 'trace'), text(args, 'history')];
  const [trace = null, history = null] = openOutputs(recordings, io.cwd, reporters.discard);
  const start = io.now();
  const options = {
    path,
    replica: replica ?? '3700kvstore',
    credit,
    trace,
    history,
    againCommand: (item: LiveItem, seed: number) => againCommand(args, item, seed),
  };
  const sweep = new LiveSweep(screen, options, reporters.all, progress);
  const forget = io.onInterrupt(() => sweep.interrupt());
  try {
    if (flag(args, 'quiet') !== true) screen.stderr.write(`${noteOn(items)}\n`);
    for (const reporter of reporters.all) {
      reporter.begin({ version, subjects: items.map(liveSubject), runs });
    }
    await sweep.runAll(items);
    const exitCode = worst(sweep.happened);
    const elapsedMs = io.now() - start;
    reporters.end({ exitCode, complete: sweep.isComplete, elapsedMs, isLive: true });
    // Of a run that was broken off there is no whole trace.
    for (const file of [trace, history]) {
      if (sweep.isComplete) file?.commit();
      else file?.discard();
    }
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

function noteOn(items: readonly LiveItem[]): string {
  const seeds = [...new Set(items.map((item) => String(item.seeds)))];
  const which =
    seeds.length > 1 ? 'seeds are' : /\D/.test(seeds[0]!) ? `seeds ${seeds[0]} are` : `seed ${seeds[0]} is`;
  return `${which} of what the harness decides; what replicas do in real time no seed repeats: a live run is not reproducible`;
}

/** Of the progress: stderr may be a terminal where stdout is none. */
function errLookOf(args: Args, io: Io): Palette {
  const flags = { color: flag(args, 'color'), ascii: flag(args, 'ascii') };
  return lookOf(flags, { ...io, isTTY: io.isErrTTY, columns: io.errColumns });
}

function itemsOf(args: Args, io: Io, engine: Engine, color: boolean): readonly LiveItem[] {
  const given = text(args, 'seed');
  const seed = given === null ? null : parseSeed(given);
  const runs = runsOf(args);
  const assignments = [...texts(args, 'set'), 'mode=course'];
  return engine.courseFiles(texts(args, 'config'), io.cwd).map((file) => {
    const scenario = engine.load(file, io.cwd, color, assignments);
    if (scenario.variant === undefined) throw new BadInput(`${file} is no config of a course`);
    for (const warning of scenario.warnings ?? []) io.stderr.write(warning);
    const first = seed ?? scenario.seed ?? 1;
    const last = first + runs - 1;
    if (!Number.isSafeInteger(last)) throw new BadInput(`there are no ${runs} seeds from ${first} on`);
    return { scenario, name: scenario.name.replace(/ \(\w+\)$/, ''), seeds: new Seeds([{ first, last }]) };
  });
}

function runsOf(args: Args): number {
  const given = text(args, 'runs');
  if (given === null) return 1;
  const runs = /^\d{1,5}$/.test(given) ? Number(given) : 0;
  if (runs >= 1 && runs <= runsMax) return runs;
  throw new BadInput(`--runs cannot be "${given}"`, `it is how many of each file, 1 to ${runsMax}`);
}

function creditOf(args: Args): (typeof creditNames)[number] {
  const given = text(args, 'credit') ?? 'partial';
  const found = creditNames.find((name) => name === given);
  if (found !== undefined) return found;
  const hint = didYouMean(given, creditNames) ?? `it is one of ${creditNames.join(', ')}`;
  throw new BadInput(`--credit cannot be "${given}"`, hint);
}

function reportersOf(args: Args, { env }: Io): readonly ReporterChoice[] {
  const short = (['json', 'ndjson'] as const).filter((name) => flag(args, name) === true);
  return chooseReporters([...texts(args, 'reporter'), ...short], {
    isQuiet: flag(args, 'quiet') === true,
    env,
  });
}

function refuseUnexecutable(given: string, path: string, isShipped: boolean): void {
  const what = isShipped ? `the shipped replica ${given}` : `--replica ${given}`;
  const found = attempt(what, () => statSync(path));
  if (found.isDirectory()) throw new BadInput(`${what} is a folder`, 'name the executable in it');
  try {
    accessSync(path, constants.X_OK);
  } catch {
    throw new BadInput(`${what} is not executable`, `chmod +x ${quoted(given)}`);
  }
  if (!isShipped) return;
  const body = join(packageRoot(), 'dist/bin/kvstore.js');
  attempt(`${what} is not built: ${body}`, () => statSync(body), 'make builds it');
}

function attempt<Result>(what: string, action: () => Result, hint?: string): Result {
  try {
    return action();
  } catch (error) {
    throw new BadInput(what, hint ?? reasonOf(error));
  }
}

function refuseMany(args: Args, runs: number): void {
  if (runs === 1) return;
  const given = ['trace', 'history'].find((name) => args[name] !== undefined);
  if (given === undefined) return;
  throw new BadInput(`--${given} takes one run, and this would be ${runs}`, 'give one config and no --runs');
}

function againCommand(args: Args, { scenario }: LiveItem, seed: number): string {
  const words = ['whitewater', 'live', scenario.file, '--seed', String(seed)];
  for (const name of ['replica', 'credit']) {
    const given = text(args, name);
    if (given !== null) words.push(`--${name}`, given);
  }
  for (const each of texts(args, 'set')) words.push('--set', each);
  return words.map(quoted).join(' ');
}
