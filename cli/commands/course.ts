// `whitewater course`: every config of a course over many seeds, as the table that a student tunes against.

import { type CourseRow, type CourseRun, rowOf, tableHead, tableLines } from '../../reports/course-table.ts';
import { counted } from '../../reports/quantity.ts';
import { brokenProperty } from '../../reports/record.ts';
import { adjusted } from '../adjust.ts';
import { type Args, flag, text, texts } from '../args.ts';
import { BadInput } from '../bad-input.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { EngineLoader, LoadedScenario } from '../engine.ts';
import { type ExitCode, exitCodes, worst } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { lookOf } from '../look.ts';
import { replayCommand } from '../replay.ts';
import { parseSeeds, type Seeds } from '../seeds.ts';
import { version } from '../version.ts';

const modes = ['course', 'strict', 'both'] as const;

export async function courseCommand(args: Args, io: Io, loadEngine: EngineLoader): Promise<ExitCode> {
  const look = lookOf({ color: flag(args, 'color'), ascii: flag(args, 'ascii') }, io);
  const seeds = parseSeeds(text(args, 'seeds') ?? '10');
  const mode = modeOf(text(args, 'mode') ?? 'both');
  const asJson = flag(args, 'json') === true;
  const engine = await loadEngine();
  const assignments = texts(args, 'set');
  const own = mode === 'both' ? assignments : [...assignments, `mode=${mode}`];
  const scenarios = engine.courseFiles(texts(args, 'path'), io.cwd).flatMap((file) => {
    const scenario = engine.load(file, io.cwd, look.color.level > 0, own);
    if (scenario.variant === undefined) throw new BadInput(`${file} is no config of a course`);
    for (const warning of asJson ? [] : (scenario.warnings ?? [])) io.stderr.write(warning);
    return scenario.also === undefined ? [scenario] : [scenario, scenario.also];
  });
  if (scenarios.length === 0) {
    io.stderr.write(`no config to run: there is no *.json in ${texts(args, 'path').join(', ')}\n`);
    return exitCodes.nothingToRun;
  }
  const happened = new Set<ExitCode>();
  let isStopped = false;
  const forget = io.onInterrupt(() => {
    isStopped = true;
    happened.add(exitCodes.interrupted);
  });
  const rows: CourseRow[] = [];
  if (!asJson) {
    io.stdout.write(`whitewater ${version} ${look.symbols.dot} course ${look.symbols.dot} seeds ${seeds}\n`);
    for (const line of ['', ...tableHead()]) io.stdout.write(`${line}\n`);
  }
  try {
    for (const scenario of scenarios) {
      const runs: CourseRun[] = [];
      for (const seed of seeds) {
        if (isStopped) break;
        runs.push(oneRun(scenario, seed));
        await io.breathe();
      }
      if (runs.length === 0) break;
      const row = rowOf(scenario.file, scenario.name, runs);
      rows.push(row);
      if (!asJson) for (const line of tableLines(row, look)) io.stdout.write(`${line}\n`);
    }
  } finally {
    forget();
  }
  const exitCode = worst(happened);
  if (asJson) {
    const report = {
      version: 1,
      whitewater: version,
      seeds: seeds.toString(),
      rows,
      exitCode,
      complete: !isStopped,
    };
    io.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  } else io.stdout.write(`\n${closing(rows, seeds)} ${look.symbols.dot} exit ${exitCode}\n`);
  return exitCode;

  function oneRun(scenario: LoadedScenario, seed: number): CourseRun {
    const run = engine.run(adjusted(scenario.compile(seed), [], null), seed);
    if (brokenProperty(run.verdict) !== null) happened.add(exitCodes.failed);
    else if (run.verdict.kind === 'inconclusive') happened.add(exitCodes.inconclusive);
    const replay = replayCommand({
      file: scenario.file,
      seed,
      bugs: [],
      checks: null,
      assignments: [...own, ...(scenario.variant ?? [])],
    });
    return { seed, passed: run.verdict.kind === 'passed', course: run.course!, replay };
  }
}

function modeOf(given: string): (typeof modes)[number] {
  const mode = modes.find((each) => each === given);
  if (mode !== undefined) return mode;
  throw new BadInput(
    `--mode cannot be "${given}"`,
    didYouMean(given, modes) ?? `it is one of ${modes.join(', ')}`,
  );
}

function closing(rows: readonly CourseRow[], seeds: Seeds): string {
  const runs = rows.reduce((sum, row) => sum + row.runs, 0);
  const passed = rows.reduce((sum, row) => sum + row.passed, 0);
  return `${counted(rows.length, 'row')}, ${counted(seeds.count, 'seed')} each: ${passed} of ${runs} runs passed`;
}
