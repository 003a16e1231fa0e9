// `whitewater report`: results of several machines as one, in every format that `run` writes.

import { type Merged, MergeError, mergeResults, type NamedResults } from '../../hunt/store/merge-results.ts';
import { ResultsError, readResults } from '../../hunt/store/results.ts';
import { Tally } from '../../reports/tally.ts';
import { type Args, flag, texts } from '../args.ts';
import { BadInput } from '../bad-input.ts';
import { type ExitCode, exitCodes, worst } from '../exit-code.ts';
import { reportHunts } from '../hunt/merge.ts';
import type { Io } from '../io.ts';
import { lookOf } from '../look.ts';
import { readInput } from '../read-input.ts';
import { chooseReporters } from '../reporter-choice.ts';
import { openReporters, type Reporters } from '../reporters.ts';
import { codesOf } from '../sweep.ts';

/** What files say of their own end that no count of runs shows. */
const ends: readonly ExitCode[] = [exitCodes.internalError, exitCodes.interrupted];

export function reportCommand(args: Args, io: Io): ExitCode {
  const hunts = reportHunts(args, io);
  if (hunts !== null) return hunts;
  const look = lookOf({ color: flag(args, 'color'), ascii: flag(args, 'ascii') }, io);
  const isQuiet = flag(args, 'quiet') === true;
  const short = (['json', 'ndjson'] as const).filter((name) => flag(args, name) === true);
  const choices = chooseReporters([...texts(args, 'reporter'), ...short], { isQuiet, env: io.env });
  // All are read before anything is written.
  const merged = mergedOf(texts(args, 'results').map((file) => ({ file, results: resultsOf(file, io.cwd) })));
  for (const words of merged.partial) io.stderr.write(`${words}\n`);
  const reporters = openReporters(choices, { palette: look, isVerbose: flag(args, 'verbose') === true }, io);
  try {
    return tell(merged, reporters);
  } catch (error) {
    reporters.discard();
    throw error;
  }
}

function tell(merged: Merged, reporters: Reporters): ExitCode {
  const { subjects, whitewater, runs, elapsedMs, partial } = merged;
  const happened = new Set<ExitCode>(ends.filter((code) => merged.exitCodes.includes(code)));
  if (partial.length > 0) happened.add(exitCodes.inconclusive);
  const all = subjects.map(({ subject }) => subject);
  for (const reporter of reporters.all) reporter.begin({ version: whitewater, subjects: all, runs });
  for (const { subject, records, elapsedMs: took } of subjects) {
    const tally = new Tally(subject);
    tally.elapsedMs = took;
    for (const record of records) {
      tally.add(record);
      for (const reporter of reporters.all) reporter.onRun(record);
    }
    for (const code of codesOf(tally)) happened.add(code);
    if (tally.runs > 0) for (const reporter of reporters.all) reporter.onScenario(tally);
  }
  const exitCode = worst(happened);
  reporters.end({ exitCode, complete: partial.length === 0, elapsedMs });
  return exitCode;
}

function mergedOf(given: readonly NamedResults[]): Merged {
  try {
    return mergeResults(given);
  } catch (error) {
    if (!(error instanceof MergeError)) throw error;
    throw new BadInput(`these results do not go together: ${error.message}`, 'leave one of them out');
  }
}

function resultsOf(file: string, cwd: string): NamedResults['results'] {
  try {
    return readResults(readInput(file, cwd));
  } catch (error) {
    if (!(error instanceof ResultsError)) throw error;
    throw new BadInput(
      `${file}:${error.line}:1: ${error.message}`,
      'results are written by: whitewater run … --reporter blob:FILE',
    );
  }
}
