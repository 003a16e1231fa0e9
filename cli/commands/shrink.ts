// `whitewater shrink`: from a failing run to the smallest scenario that fails in the same way.

import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { Case } from '../../hunt/case.ts';
import { findingOf } from '../../hunt/finding.ts';
import { type ShrinkResult, shrinkingOf } from '../../hunt/shrink/shrink.ts';
import type { Bug } from '../../hunt/store/bug-file.ts';
import { BugStore } from '../../hunt/store/bug-store.ts';
import { type Args, flag, text, texts } from '../args.ts';
import { BadInput } from '../bad-input.ts';
import { bugFolderOf, loadBug } from '../bug-folder.ts';
import { buildHere } from '../build.ts';
import type { EngineLoader } from '../engine.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { failingCase, refuseBesides } from '../failing-case.ts';
import type { Io } from '../io.ts';
import { lookOf } from '../look.ts';
import { openOutput } from '../output-file.ts';
import { accountLines, headLine, stepLine } from '../shrink-account.ts';
import { timeMs } from '../time-option.ts';

export async function shrinkCommand(args: Args, io: Io, loadEngine: EngineLoader): Promise<ExitCode> {
  const look = lookOf({ color: flag(args, 'color'), ascii: flag(args, 'ascii') }, io);
  const budgetMs = timeMs(args, 'budget', '60s');
  const output = text(args, 'output');
  const engine = await loadEngine();
  const words = texts(args, 'file');
  const folder = bugFolderOf(words[0]!, io.cwd);
  const bug = folder === null ? null : loadBug(folder, io.cwd);
  let given: Case;
  if (bug === null) {
    const files = engine.find(words, io.cwd);
    if (files.length !== 1) throw new BadInput(`shrink takes one scenario, and these are ${files.length}`);
    const scenario = engine.load(files[0]!, io.cwd, look.color.level > 0, texts(args, 'set'));
    given = failingCase(args, engine, scenario);
  } else {
    refuseBesides(args, words[0]!);
    given = bug.best.case;
  }
  const { result, isInterrupted } = await shrunk(given, budgetMs, flag(args, 'keep-nodes') === true, io);
  if (bug !== null && folder !== null && output === null) keep(folder, bug, result, io);
  else write(result, output, io);
  if (isInterrupted) return exitCodes.interrupted;
  return result.proof === null ? exitCodes.inconclusive : exitCodes.ok;
}

async function shrunk(
  given: Case,
  budgetMs: number,
  keepNodes: boolean,
  io: Io,
): Promise<{ readonly result: ShrinkResult; readonly isInterrupted: boolean }> {
  io.stdout.write(headLine(given));
  const startedAt = io.now();
  let isInterrupted = false;
  const forget = io.onInterrupt(() => {
    isInterrupted = true;
  });
  const shouldStop = (): boolean => isInterrupted || io.now() >= startedAt + budgetMs;
  const shrinking = shrinkingOf(given, { keepNodes, shouldStop });
  let next = shrinking.next();
  while (next.done !== true) {
    io.stdout.write(stepLine(next.value));
    await io.breathe();
    next = shrinking.next();
  }
  forget();
  io.stdout.write(accountLines(next.value, io.now() - startedAt));
  return { result: next.value, isInterrupted };
}

/** A file that somebody may have edited since is never written over without being asked to. */
function write({ text: repro, case: { scenario } }: ShrinkResult, output: string | null, io: Io): void {
  const path = output ?? `${scenario.name}.yaml`;
  const place = resolve(io.cwd, path);
  if (output === null && existsSync(place) && readFileSync(place, 'utf8') !== repro) {
    throw new BadInput(
      `${path} is there already, and differs`,
      'move it away, or name another file: --output FILE',
    );
  }
  const file = openOutput(path, io.cwd);
  file.write(repro);
  file.commit();
  io.stdout.write(wroteLine(path, repro));
}

/** In place of what it was made from. */
function keep(folder: string, bug: Bug, { case: small, run, text: repro }: ShrinkResult, io: Io): void {
  const store = new BugStore(dirname(dirname(resolve(io.cwd, folder))), buildHere(io.cwd));
  const at = new Date().toISOString();
  const finding = findingOf(run);
  const { strategy } = bug.best;
  const kept = store.keepShrunk(basename(folder), {
    case: small,
    finding,
    strategy,
    at,
    from: bug.best,
    text: repro,
  });
  if (kept.kind === 'diverged')
    throw new Error(`${small.scenario.name} ran to ${kept.again}, not to ${kept.digest}`);
  io.stdout.write(wroteLine(`${folder}/repro.yaml`, repro));
}

function wroteLine(path: string, repro: string): string {
  return `  wrote ${path} (${repro.trimEnd().split('\n').length} lines, a plain scenario)\n`;
}
