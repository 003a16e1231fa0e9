// `whitewater zoo`: the mutants of the replica, and how fast which strategy finds them.

import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { falseClaims, scoresOf } from '../../hunt/zoo/rows.ts';
import { specimens } from '../../hunt/zoo/specimens.ts';
import type { TrialResult } from '../../hunt/zoo/trial.ts';
import { padEnd } from '../../reports/layout.ts';
import { counted } from '../../reports/quantity.ts';
import { type Args, flag, text, texts } from '../args.ts';
import { AtomicFile } from '../atomic-file.ts';
import { BadInput } from '../bad-input.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { EngineLoader } from '../engine.ts';
import { type ExitCode, exitCodes, worst } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { reasonOf } from '../reason.ts';
import { zooActions } from '../zoo/options.ts';
import { keyOf, ordersOf } from '../zoo/orders.ts';
import { Trials } from '../zoo/processes.ts';
import { addResult, readResults } from '../zoo/results-file.ts';
import { type ZooSettings, zooSettings } from '../zoo/settings.ts';
import { zooTable } from '../zoo/table.ts';

/** Asks for nothing but trouble, so that strategies may draw the whole world. */
const arenaName = 'everything-swarm';
const [begin, end] = ['<!-- table -->', '<!-- end of table -->'] as const;

export async function zooCommand(args: Args, io: Io, loadEngine: EngineLoader): Promise<ExitCode> {
  const action = text(args, 'action') ?? '';
  const ids = texts(args, 'id');
  switch (zooActions.find((each) => each === action)) {
    case 'list':
      return listZoo(zooSettings(args, ids, 1), flag(args, 'json') === true, io);
    case 'run':
      return await runZoo(args, zooSettings(args, ids, availableParallelism()), io, loadEngine);
    case undefined:
      throw new BadInput(
        `the zoo cannot "${action}"`,
        didYouMean(action, zooActions) ?? `it can ${zooActions.join(' and ')}`,
      );
  }
}

function listZoo({ chosen }: ZooSettings, isJson: boolean, io: Io): ExitCode {
  if (isJson) {
    io.stdout.write(`${JSON.stringify({ version: 1, zoo: chosen }, null, 2)}\n`);
    return exitCodes.ok;
  }
  for (const { id, nature, difficulty, description } of chosen) {
    io.stdout.write(`${padEnd(id, 9)}${padEnd(nature, 9)}${padEnd(difficulty, 10)}${description}\n`);
  }
  return exitCodes.ok;
}

async function runZoo(
  args: Args,
  settings: ZooSettings,
  io: Io,
  loadEngine: EngineLoader,
): Promise<ExitCode> {
  const file = pathOf(args, 'results', io);
  const page = pathOf(args, 'page', io);
  const around = page === null ? null : aroundTable(page);
  const orders = ordersOf(settings);
  const wanted = new Set(orders.map(keyOf));
  const results = file === null ? [] : readResults(file).filter((result) => wanted.has(keyOf(result)));
  const known = new Set(results.map(keyOf));
  const left = orders.filter((order) => !known.has(keyOf(order)));
  const { data: scenario } = (await loadEngine()).load(arenaName, io.cwd, false);
  if (scenario === undefined) throw new Error(`${arenaName} is no scenario of the library`);
  const trials = new Trials(left, {
    workers: settings.workers,
    arena: scenario,
    onResult: (result) => {
      results.push(result);
      if (file !== null) addResult(file, result);
      if (flag(args, 'quiet') !== true) io.stderr.write(lineOf(result, results.length, orders.length));
    },
  });
  let isInterrupted = false;
  const forget = io.onInterrupt(() => {
    isInterrupted = true;
    trials.stop();
  });
  const timer = settings.forMs === null ? null : setTimeout(() => trials.stop(), settings.forMs);
  try {
    await trials.run();
  } finally {
    if (timer !== null) clearTimeout(timer);
    forget();
  }
  const [main = ''] = settings.strategies;
  const lines = zooTable(results, settings.chosen, main);
  if (around !== null && page !== null) {
    const output = new AtomicFile(page, io.cwd);
    output.write(`${around.before}${begin}\n\n${lines.join('\n')}\n\n${end}${around.after}`);
    output.commit();
  }
  if (flag(args, 'json') === true) io.stdout.write(`${JSON.stringify({ version: 1, results }, null, 2)}\n`);
  else io.stdout.write(`${lines.join('\n')}\n`);
  return worst([...codesOf(results, main), ...(isInterrupted ? [exitCodes.interrupted] : [])]);
}

/** `3/420 C01 mixed from 1: leader-completeness after 12 runs, 0.8 s` */
function lineOf(result: TrialResult, done: number, total: number): string {
  const { specimen, strategy, masterSeed, checks, property, runs, spentMs } = result;
  const what = property ?? 'not found';
  const how = checks === 'deep' ? ', all checks' : '';
  return `${done}/${total} ${specimen} ${strategy} from ${masterSeed}${how}: ${what} after ${counted(runs, 'run')}, ${(spentMs / 1000).toFixed(1)} s\n`;
}

function* codesOf(results: readonly TrialResult[], main: string): Generator<ExitCode> {
  if (results.length === 0) yield exitCodes.nothingToRun;
  if (falseClaims(results, specimens).length > 0) yield exitCodes.failed;
  const ofMain = results.filter(({ strategy, checks }) => strategy === main && checks === 'end-to-end');
  for (const { trials, inTime, asked } of scoresOf(ofMain, specimens)) {
    if (100 * inTime < asked * trials) yield exitCodes.goalMissed;
  }
}

function pathOf(args: Args, name: string, io: Io): string | null {
  const given = text(args, name);
  return given === null ? null : resolve(io.cwd, given);
}

/** The page before and after its table, read before any trial is made. */
function aroundTable(page: string): { readonly before: string; readonly after: string } {
  const whole = read(page);
  const [from, to] = [whole.indexOf(begin), whole.indexOf(end)];
  if (from < 0 || to < from)
    throw new BadInput(`${page} has no place for a table`, `it is between ${begin} and ${end}`);
  return { before: whole.slice(0, from), after: whole.slice(to + end.length) };
}

function read(page: string): string {
  try {
    return readFileSync(page, 'utf8');
  } catch (error) {
    throw new BadInput(`cannot read ${page}`, reasonOf(error));
  }
}
