// `whitewater check HISTORY…`: whether recorded histories are linearizable.

import { printable, wrap } from '../../reports/layout.ts';
import type { Palette } from '../../reports/palette.ts';
import { grouped } from '../../reports/quantity.ts';
import { recordedSentence } from '../../sim/checkers/recorded/differing.ts';
import { type BrokenKey, judgeHistory } from '../../sim/checkers/recorded/judge-history.ts';
import { type Args, flag, text, texts } from '../args.ts';
import { BadInput } from '../bad-input.ts';
import { didYouMean } from '../did-you-mean.ts';
import { type ExitCode, exitCodes, worst } from '../exit-code.ts';
import { type JepsenOptions, readJepsenHistory } from '../history/jepsen-history.ts';
import { elementEnd } from '../history/jepsen-values.ts';
import { readJsonHistory } from '../history/json-history.ts';
import { HistoryError, type RecordedHistory } from '../history/recorded.ts';
import type { Io } from '../io.ts';
import { lookOf } from '../look.ts';
import { readInput } from '../read-input.ts';

interface CheckOptions extends JepsenOptions {
  readonly notation: 'auto' | 'json' | 'edn';
  readonly steps: number;
}

const stepsDefault = 1_000_000;
const stepsMax = 1_000_000_000;
/** Broken keys, and calls of each, that are told in full. */
const keysShown = 3;
const callsShown = 12;

export async function checkHistories(args: Args, io: Io): Promise<ExitCode> {
  const look = lookOf({ color: flag(args, 'color'), ascii: flag(args, 'ascii') }, io);
  const options: CheckOptions = {
    notation: choice(args, 'notation', ['auto', 'json', 'edn']),
    model: choice(args, 'model', ['auto', 'register', 'keys']),
    failedCas: choice(args, 'failed-cas', ['not-run', 'differed']),
    steps: stepsOf(args),
  };
  // All are read before any is judged, so that nobody has to come back for the next mistake.
  const histories = texts(args, 'path').map((path) => ({
    path,
    history: readHistory(path, options, io.cwd),
  }));
  const codes: ExitCode[] = [];
  for (const { path, history } of histories) {
    codes.push(checkOne(path, history, options, look, io));
    await io.breathe();
  }
  return worst(codes);
}

function checkOne(
  path: string,
  history: RecordedHistory,
  options: CheckOptions,
  look: Palette,
  io: Io,
): ExitCode {
  const { operations, differing, skipped } = history;
  const { broken, unknown, keys } = judgeHistory(operations, differing, options.steps);
  const { color, symbols } = look;
  const counts = `${many(operations.length, 'operation')} on ${many(keys, 'key')}${skipped === 0 ? '' : `, ${grouped(skipped)} lines left out`}`;
  const say = (mark: string, verdict: string): void =>
    io.stdout.write(`${mark} ${path}  ${verdict}  ${counts}\n`);
  if (broken.length > 0) {
    say(color.red(symbols.fail), color.red('not linearizable'));
    for (const key of broken.slice(0, keysShown)) io.stdout.write(tellBroken(key, path, history, look));
    if (broken.length > keysShown) {
      io.stdout.write(`\n  ${many(broken.length - keysShown, 'more key')} not linearizable\n`);
    }
    return exitCodes.failed;
  }
  if (unknown.length > 0) {
    say(color.yellow(symbols.none), color.yellow('unknown'));
    const named = unknown.slice(0, callsShown).map(printable).join(', ');
    const budget = `the budget of ${grouped(options.steps)} steps was used up at ${many(unknown.length, 'key')}: ${named}`;
    io.stdout.write(`${indented(budget, look)}  --budget ${options.steps * 10} looks further\n`);
    return exitCodes.inconclusive;
  }
  say(color.green(symbols.pass), 'linearizable');
  return exitCodes.ok;
}

function tellBroken(
  broken: BrokenKey,
  path: string,
  { operations, lines, differing }: RecordedHistory,
  look: Palette,
): string {
  const { key, message, event } = broken;
  const last = operations.find(
    ({ returnedEvent, command }) => returnedEvent === event && command.key === key,
  );
  const line = last === undefined ? 0 : lines[last.id]!.returned;
  const calls = broken.operations.slice(0, callsShown).map((id) => {
    const place = lines[id]!;
    const at =
      place.returned === 0 || place.returned === place.invoked
        ? place.invoked
        : `${place.invoked}..${place.returned}`;
    return `    ${path}:${at}  ${shown(recordedSentence(operations[id]!, differing))}\n`;
  });
  const more = broken.operations.length - callsShown;
  return [
    `\n${indented(`key ${printable(key)}: ${shown(message)}`, look)}`,
    line === 0 ? '' : `\n  the shortest beginning that has no order ends at ${path}:${line}\n`,
    '  cannot be ordered:\n',
    ...calls,
    ...(more > 0 ? [`    and ${grouped(more)} more\n`] : []),
  ].join('');
}

/** Elements of a vector stand apart. */
function shown(text: string): string {
  return printable(text.replaceAll(elementEnd, ' '));
}

function indented(text: string, { columns }: Palette): string {
  return wrap(text, columns - 2)
    .map((line) => `  ${line}\n`)
    .join('');
}

function many(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}

function readHistory(path: string, options: CheckOptions, cwd: string): RecordedHistory {
  const content = readInput(path, cwd);
  if (content.trim() === '') throw new BadInput(`${path}:1:1: the file is empty, not a history`);
  const isJson =
    options.notation === 'json' || (options.notation === 'auto' && /^\s*\{\s*["}]/.test(content));
  try {
    return isJson ? readJsonHistory(content) : readJepsenHistory(content, options);
  } catch (error) {
    if (!(error instanceof HistoryError)) throw error;
    throw new BadInput(
      `${path}:${error.line}:${error.column}: ${error.message}`,
      isJson
        ? 'read as JSON lines; --notation edn reads EDN'
        : 'read as EDN; --notation json reads JSON lines',
    );
  }
}

function choice<Word extends string>(args: Args, name: string, words: readonly [Word, ...Word[]]): Word {
  const given = text(args, name);
  if (given === null) return words[0];
  const found = words.find((word) => word === given);
  if (found !== undefined) return found;
  throw new BadInput(
    `--${name} cannot be "${given}"`,
    didYouMean(given, words) ?? `it is one of ${words.join(', ')}`,
  );
}

function stepsOf(args: Args): number {
  const given = text(args, 'budget');
  if (given === null) return stepsDefault;
  const steps = /^\d{1,10}$/.test(given) ? Number(given) : 0;
  if (steps >= 1 && steps <= stepsMax) return steps;
  throw new BadInput(`--budget cannot be "${given}"`, `it is a number of steps, 1 to ${stepsMax}`);
}
