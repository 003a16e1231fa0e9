// What is to be run again: a bug's folder, a scenario that keeps a run, or a trace.

import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { buildName } from '../../hunt/store/build.ts';
import { scenarioOf } from '../../hunt/store/kept-scenario.ts';
import type { Trace } from '../../reports/trace/read-trace.ts';
import { printScenario } from '../../scenarios/print.ts';
import type { RecordedSection } from '../../scenarios/scenario.ts';
import { BadInput } from '../bad-input.ts';
import { bugFolderOf, loadBug, nearestBug } from '../bug-folder.ts';
import type { Engine, LoadedScenario } from '../engine.ts';
import type { Io } from '../io.ts';
import { loadTrace } from '../load-trace.ts';
import { isTraceFile } from '../trace-source.ts';

/** What the run was when it was kept. */
export interface Expected extends Omit<RecordedSection, 'bug'> {
  /** Its events, if they were kept too. */
  readonly trace: (() => Trace) | null;
}

export interface Target {
  readonly scenario: LoadedScenario;
  readonly seed: number;
  /** Null: nothing was kept of it. */
  readonly expected: Expected | null;
}

/** Throws BadInput where the word is for nothing that this build can run. */
export function targetOf(word: string, engine: Engine, io: Io, color: boolean): Target {
  const folder = bugFolderOf(word, io.cwd);
  if (folder !== null) return targetOfBug(folder, engine, io, color);
  if (isTraceFile(word, io.cwd)) return targetOfTrace(word, engine, io);
  return targetOfScenario(word, engine, io, color);
}

function targetOfBug(folder: string, engine: Engine, io: Io, color: boolean): Target {
  const { best, signature } = loadBug(folder, io.cwd);
  // As a file, so that this build says of it what it would say of a file.
  const text = printScenario(scenarioOf(best.case));
  const scenario = engine.read(text, join(folder, 'bug.json (its case)'), color);
  return {
    scenario: { ...scenario, file: folder },
    seed: best.case.seed,
    expected: {
      fails: signature.property,
      digest: best.digest,
      events: best.events,
      build: buildName(best.build),
      trace: traceIn(folder, io.cwd),
    },
  };
}

function traceIn(folder: string, cwd: string): Expected['trace'] {
  const path = join(folder, 'trace.gz');
  return existsSync(resolve(cwd, path)) ? () => loadTrace(path, cwd) : null;
}

function targetOfTrace(word: string, engine: Engine, io: Io): Target {
  const trace = loadTrace(word, io.cwd);
  const { plan, seed, whitewater, scenario, bugs } = trace.header;
  if (plan === undefined) {
    throw new BadInput(
      `${word} does not hold what was run, so that it cannot be run again`,
      'record it again: whitewater run FILE --seed N --trace TRACE',
    );
  }
  const unknown = bugs.find((id) => !engine.bugs().some((bug) => bug.id === id));
  if (unknown !== undefined)
    throw new BadInput(`${word} was recorded with the bug ${unknown}`, 'this build has none of that id');
  if (!engine.programs().includes(plan.program.name)) {
    throw new BadInput(
      `${word} was recorded with the program ${plan.program.name}`,
      `this build has ${engine.programs().join(', ')}`,
    );
  }
  const { digest, events, fails } = trace.end;
  return {
    scenario: {
      file: word,
      name: scenario,
      description: '',
      tags: [],
      seeds: 1,
      compile: () => plan,
    },
    seed,
    expected: { fails, digest, events, build: whitewater, trace: () => trace },
  };
}

function targetOfScenario(word: string, engine: Engine, io: Io, color: boolean): Target {
  const files = findOne(word, engine, io);
  const scenario = engine.load(files, io.cwd, color);
  const { data } = scenario;
  if (scenario.also !== undefined || data === undefined) {
    throw new BadInput(`${word} is a course's config file`, `see: whitewater run ${word}`);
  }
  const { recorded } = data;
  const seed = scenario.seed ?? 1;
  if (recorded === undefined) return { scenario, seed, expected: null };
  return { scenario, seed, expected: { ...recorded, trace: traceBeside(files, recorded.digest, io.cwd) } };
}

function findOne(word: string, engine: Engine, io: Io): string {
  const isWord = /^[\w-]+$/.test(word) && !existsSync(resolve(io.cwd, word));
  try {
    const files = engine.find([word], io.cwd);
    if (files.length === 1) return files[0]!;
    throw new BadInput(`one scenario is wanted, and ${word} holds ${files.length}`);
  } catch (error) {
    const hint = isWord && error instanceof BadInput ? nearestBug(word, io.cwd) : null;
    throw hint === null ? error : new BadInput(`there is no bug and no scenario "${word}"`, hint);
  }
}

/** The trace of the bug's folder that the scenario lies in, if it is of the same run. */
function traceBeside(file: string, digest: string, cwd: string): Expected['trace'] {
  const folder = dirname(file);
  if (basename(file) !== 'repro.yaml' || bugFolderOf(folder, cwd) === null) return null;
  return loadBug(folder, cwd).best.digest === digest ? traceIn(folder, cwd) : null;
}
