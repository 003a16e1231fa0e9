// A trace by the word for it on a command line: a trace file, the folder of a bug, or a scenario with a seed, which is
// then run.

import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Trace } from '../reports/trace/read-trace.ts';
import { traceFormat } from '../reports/trace/trace-header.ts';
import { endOf, traceHeader } from '../reports/trace/trace-writer.ts';
import type { TraceEvent } from '../sim/trace.ts';
import { adjusted } from './adjust.ts';
import { BadInput } from './bad-input.ts';
import { bugFolderOf } from './bug-folder.ts';
import type { Engine, EngineLoader } from './engine.ts';
import type { Io } from './io.ts';
import { knownBugs } from './known-bugs.ts';
import { loadTrace } from './load-trace.ts';
import { parseSeed } from './seeds.ts';
import { version } from './version.ts';

export interface SourceOptions {
  /** For a scenario without `@SEED`; null: the one that its file names, or 1. */
  readonly seed: number | null;
  readonly bugs: readonly string[];
  /** `--set`. */
  readonly assignments: readonly string[];
  readonly color: boolean;
}

export async function traceFrom(
  word: string,
  options: SourceOptions,
  io: Io,
  loadEngine: EngineLoader,
): Promise<Trace> {
  const bug = bugFolderOf(word, io.cwd);
  if (bug !== null || isTraceFile(word, io.cwd)) {
    if (options.seed !== null) throw new BadInput(`${word} is a trace: --seed is for scenarios`);
    if (options.bugs.length > 0) throw new BadInput(`${word} is a trace: --bug is for scenarios`);
    if (options.assignments.length > 0) throw new BadInput(`${word} is a trace: --set is for scenarios`);
    return loadTrace(bug === null ? word : join(bug, 'trace.gz'), io.cwd);
  }
  const at = /^(.+)@([^@/]*)$/.exec(word);
  const isWhole = at === null || existsSync(resolve(io.cwd, word));
  const scenario = isWhole ? word : at[1]!;
  if (!isWhole && options.seed !== null) throw new BadInput(`${word} has a seed already`, 'leave --seed out');
  const seed = isWhole ? options.seed : parseSeed(at[2]!);
  return runTraced(await loadEngine(), scenario, seed, options, io);
}

function runTraced(
  engine: Engine,
  word: string,
  given: number | null,
  options: SourceOptions,
  io: Io,
): Trace {
  const bugs = knownBugs(options.bugs, engine);
  const files = engine.find([word], io.cwd);
  if (files.length !== 1) throw new BadInput(`one scenario is wanted, and ${word} holds ${files.length}`);
  const scenario = engine.load(files[0]!, io.cwd, options.color, options.assignments);
  const seed = given ?? scenario.seed ?? 1;
  const plan = adjusted(scenario.compile(seed), bugs, null);
  const events: TraceEvent[] = [];
  const run = engine.run(plan, seed, { trace: { record: (event) => void events.push(event) } });
  const end = endOf(run);
  return { header: traceHeader(version, plan, seed), events, end };
}

/** A file that is no scenario; what ends as scenarios do is looked into. */
export function isTraceFile(word: string, cwd: string): boolean {
  const path = resolve(cwd, word);
  if (/\.(ya?ml|m?[jt]s)$/.test(word)) return false;
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return false;
  if (!existsSync(path)) return /\.(ndjson|jsonl|gz|trace)$/.test(word);
  return !word.endsWith('.json') || beginsAsTrace(path);
}

function beginsAsTrace(path: string): boolean {
  const start = Buffer.alloc(64);
  const descriptor = openSync(path, 'r');
  const read = readSync(descriptor, start, 0, start.length, 0);
  closeSync(descriptor);
  return start[0] === 0x1f || start.subarray(0, read).toString('utf8').includes(traceFormat);
}
