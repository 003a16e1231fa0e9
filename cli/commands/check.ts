// `whitewater check`: the gate for CI; or, where recorded histories are named, whether they are linearizable.

import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { padEnd, printable, width, wrap } from '../../reports/layout.ts';
import { type Palette, spelt } from '../../reports/palette.ts';
import { counted, duration } from '../../reports/quantity.ts';
import { type Args, flag, texts } from '../args.ts';
import { BadInput } from '../bad-input.ts';
import { corpusEntries, corpusFolder } from '../corpus-files.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { EngineLoader } from '../engine.ts';
import { type ExitCode, exitCodes, worst } from '../exit-code.ts';
import { bugsPart } from '../gate/bugs-part.ts';
import { corpusPart } from '../gate/corpus-part.ts';
import { gateFiles } from '../gate/files.ts';
import { Budget, type Part, type PartName, partNames } from '../gate/part.ts';
import { determinismPart, goalsPart, scenariosPart } from '../gate/scenario-parts.ts';
import { ScenarioRuns } from '../gate/scenario-runs.ts';
import type { Io } from '../io.ts';
import { lookOf } from '../look.ts';
import { timeMs } from '../time-option.ts';
import { checkHistories } from './check-history.ts';

/** Of the time, planted bugs take no more than this where there is more to do. */
const bugsShare = 0.5;
const titleColumns = 14;

export function checkCommand(args: Args, io: Io, loadEngine: EngineLoader): Promise<ExitCode> {
  const words = texts(args, 'path');
  const scenarios = words.filter((word) => isScenario(word, io.cwd));
  if (words.length > 0 && scenarios.length === 0) {
    if (args['only'] !== undefined) throw new BadInput('--only is of the gate, and these are histories');
    return checkHistories(args, io);
  }
  const [other] = words.filter((word) => !scenarios.includes(word));
  if (other !== undefined) {
    throw new BadInput(`${other} is no scenario, and ${scenarios[0]} is one`, 'check the histories apart');
  }
  const ofHistories = ['notation', 'model', 'failed-cas'].find((name) => args[name] !== undefined);
  if (ofHistories !== undefined)
    throw new BadInput(`--${ofHistories} is for histories`, 'name a file that holds one');
  return gate(args, scenarios, io, loadEngine);
}

/** A folder, or a file that ends as scenarios do. */
function isScenario(word: string, cwd: string): boolean {
  if (/\.(ya?ml|m?[jt]s)$/.test(word)) return true;
  return statSync(resolve(cwd, word), { throwIfNoEntry: false })?.isDirectory() === true;
}

async function gate(
  args: Args,
  words: readonly string[],
  io: Io,
  loadEngine: EngineLoader,
): Promise<ExitCode> {
  const look = lookOf({ color: flag(args, 'color'), ascii: flag(args, 'ascii') }, io);
  const start = io.now();
  const time = timeMs(args, 'budget', '60s');
  const only = onlyOf(args);
  const engine = await loadEngine();
  const color = look.color.level > 0;
  const { passing, promises } = gateFiles(words, engine, io, color);
  const entries = corpusEntries([], corpusFolder, engine, io, color);
  const budget = new Budget(io, start + time);
  const ofBugs = only.length === 1 ? budget : new Budget(io, start + time * bugsShare);
  const forget = io.onInterrupt(() => {
    budget.isStopped = true;
    ofBugs.isStopped = true;
  });
  const parts: Part[] = [];
  const add = (part: Part): void => void parts.push(part);
  const wants = (name: PartName): boolean => only.includes(name);
  try {
    if (wants('corpus')) add(await corpusPart(entries, engine, budget));
    if (wants('bugs')) add(await bugsPart(promises, engine, ofBugs));
    const runs = new ScenarioRuns(passing, engine);
    if (wants('scenarios') || wants('determinism') || wants('goals')) await runs.run(budget);
    if (wants('scenarios')) parts.unshift(scenariosPart(runs));
    if (wants('determinism')) add(determinismPart(runs));
    if (wants('goals')) add(goalsPart(runs));
    const made = parts.reduce((sum, part) => sum + part.runs, 0) + (wants('scenarios') ? 0 : runs.runs);
    const codes = parts.flatMap((part) => part.codes);
    const exitCode = worst([
      ...codes,
      ...(budget.isStopped ? [exitCodes.interrupted] : []),
      ...(made === 0 ? [exitCodes.nothingToRun] : []),
    ]);
    for (const part of parts) io.stdout.write(`${partLines(part, look).join('\n')}\n`);
    io.stdout.write(`\n${lastLine(parts, made, io.now() - start, exitCode, look)}\n`);
    return exitCode;
  } finally {
    forget();
  }
}

function onlyOf(args: Args): readonly PartName[] {
  const given = texts(args, 'only').flatMap((word) => word.split(','));
  if (given.length === 0) return partNames;
  return given.map((word) => {
    const found = partNames.find((name) => name === word.trim());
    if (found !== undefined) return found;
    throw new BadInput(
      `--only cannot be "${word}"`,
      didYouMean(word, partNames) ?? `it is one of ${partNames.join(', ')}, or a list of them`,
    );
  });
}

function partLines({ title, summary, side, notes, codes }: Part, look: Palette): readonly string[] {
  const { color, columns, symbols } = look;
  const isGood = codes.length === 0;
  const mark = isGood ? color.green(symbols.pass) : color.red(symbols.fail);
  const head = `${padEnd(title, titleColumns)}${summary}`;
  const gap = ' '.repeat(Math.max(2, columns - 4 - width(head) - width(side)));
  return [
    `${mark} ${head}${side === '' ? '' : color.dim(`${gap}${side}`)}`,
    ...notes.flatMap(([word, words]) =>
      wrap(printable(spelt(words, look)), columns - 13).map(
        (line, position) => `    ${color.yellow(padEnd(position === 0 ? word : '', 9))}${line}`,
      ),
    ),
  ];
}

function lastLine(
  parts: readonly Part[],
  made: number,
  elapsedMs: number,
  exitCode: ExitCode,
  { color, symbols }: Palette,
): string {
  const wrong = parts.flatMap((part) => part.wrong);
  const said = wrong.length === 0 ? ['all well'] : [wrong.join(', ')];
  const line = [...said, `${counted(made, 'run')} in ${duration(elapsedMs * 1000)}`, `exit ${exitCode}`].join(
    ` ${symbols.dot} `,
  );
  return exitCode === 0 ? color.green(line) : `${color.red('FAIL')}  ${line}`;
}
