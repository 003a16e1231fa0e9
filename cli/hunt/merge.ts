// `whitewater report` of the results of hunts: the shards of one, put together again.

import { type HuntResult, mergedResult, resultFormat, resultVersion } from '../../hunt/result.ts';
import { type Args, flag, texts } from '../args.ts';
import { BadInput } from '../bad-input.ts';
import { type ExitCode, worst } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { lookOf } from '../look.ts';
import { readInput } from '../read-input.ts';
import { chooseReporters, type ReporterChoice } from '../reporter-choice.ts';
import { openReporters } from '../reporters.ts';
import { codesOfResult } from './outcome.ts';
import { tellHunt } from './records.ts';
import { huntLines } from './report.ts';

const beginning = new RegExp(`^\\s*\\{\\s*"format":\\s*"${resultFormat}"`);

interface NamedHunt {
  readonly file: string;
  readonly result: HuntResult;
}

/** Null: these files are results of something else. */
export function reportHunts(args: Args, io: Io): ExitCode | null {
  const files = texts(args, 'results');
  const found = files.map((file) => ({ file, result: huntIn(file, io.cwd) }));
  const hunts = found.filter((each): each is NamedHunt => each.result !== null);
  if (hunts.length === 0) return null;
  const other = found.find(({ result }) => result === null);
  if (other !== undefined) {
    throw new BadInput(
      `${other.file} is no result of a hunt, and ${hunts[0]!.file} is one`,
      'report them apart',
    );
  }
  refuseOthers(hunts);
  // Whatever the order in which they are given.
  const inOrder = hunts.sort((a, b) => a.result.shards[0]!.index - b.result.shards[0]!.index);
  const merged = mergedResult(inOrder.map(({ result }) => result));
  const exitCode = worst(codesOfResult(merged));
  const look = lookOf({ color: flag(args, 'color'), ascii: flag(args, 'ascii') }, io);
  const asJson = flag(args, 'json') === true;
  const choices = chooseReporters(texts(args, 'reporter'), { isQuiet: false, env: io.env });
  const others = choices.filter((choice) => !isText(choice));
  if (others.some(({ name }) => name === 'blob')) {
    throw new BadInput(
      'the reporter blob keeps runs, of which a hunt knows few',
      'keep the results of the hunt itself',
    );
  }
  const reporters = openReporters(others, { palette: look, isVerbose: false }, io);
  tellHunt(merged, reporters.all);
  reporters.end({
    exitCode,
    complete: merged.isComplete && !merged.isInterrupted,
    elapsedMs: merged.elapsedMs,
  });
  if (asJson) io.stdout.write(`${JSON.stringify({ ...merged, exitCode }, null, 2)}\n`);
  else if (choices.some(isText)) io.stdout.write(`${huntLines(merged, exitCode, look).join('\n')}\n`);
  return exitCode;
}

/** A hunt has a text of its own for people. */
function isText({ name, file }: ReporterChoice): boolean {
  return file === null && (name === 'pretty' || name === 'plain' || name === 'minimal');
}

function huntIn(file: string, cwd: string): HuntResult | null {
  const text = readInput(file, cwd);
  if (!beginning.test(text)) return null;
  try {
    const result = JSON.parse(text) as HuntResult;
    if (result.version === resultVersion) return result;
  } catch {
    throw new BadInput(`${file} is cut off or damaged`, 'a hunt writes it whole: hunt that shard again');
  }
  throw new BadInput(`${file} is of another version of whitewater`, `only version ${resultVersion} is read`);
}

/** Parts of different hunts, or of one hunt twice, add up to nothing. */
function refuseOthers(hunts: readonly NamedHunt[]): void {
  const [first, ...more] = hunts;
  for (const { file, result } of more) {
    if (JSON.stringify(result.subject) === JSON.stringify(first!.result.subject)) continue;
    throw new BadInput(
      `${file} and ${first!.file} are of different hunts`,
      `they differ in: ${difference(result, first!.result)}`,
    );
  }
  const seen = new Map<string, string>();
  for (const { file, result } of hunts) {
    const [shard] = result.shards;
    const name = `${shard!.index}/${shard!.of}`;
    const other = seen.get(name);
    if (other !== undefined)
      throw new BadInput(`${file} and ${other} are both shard ${name}`, 'leave one of them out');
    if (shard!.of !== first!.result.shards[0]!.of) {
      throw new BadInput(
        `${file} is shard ${name}, and ${first!.file} one of ${first!.result.shards[0]!.of}`,
      );
    }
    seen.set(name, file);
  }
}

function difference({ subject: one }: HuntResult, { subject: other }: HuntResult): string {
  const names = Object.keys(one) as (keyof HuntResult['subject'])[];
  return names.filter((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name])).join(', ');
}
