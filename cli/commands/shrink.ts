// `whitewater shrink`: from a failing run to the smallest scenario that fails in the same way.

import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type ShrinkResult, shrinkingOf } from '../../hunt/shrink/shrink.ts';
import { type Args, flag, text, texts } from '../args.ts';
import { BadInput } from '../bad-input.ts';
import type { EngineLoader } from '../engine.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { failingCase } from '../failing-case.ts';
import type { Io } from '../io.ts';
import { lookOf } from '../look.ts';
import { openOutput } from '../output-file.ts';
import { accountLines, headLine, stepLine } from '../shrink-account.ts';
import { timeMs } from '../time-option.ts';

export async function shrinkCommand(args: Args, io: Io, loadEngine: EngineLoader): Promise<ExitCode> {
  const look = lookOf({ color: flag(args, 'color'), ascii: flag(args, 'ascii') }, io);
  const endsAt = io.now() + timeMs(args, 'budget', '60s');
  const engine = await loadEngine();
  const files = engine.find(texts(args, 'file'), io.cwd);
  if (files.length !== 1) throw new BadInput(`shrink takes one scenario, and these are ${files.length}`);
  const scenario = engine.load(files[0]!, io.cwd, look.color.level > 0, texts(args, 'set'));
  const given = failingCase(args, engine, scenario);
  const output = text(args, 'output');
  io.stdout.write(headLine(given));
  const startedAt = io.now();
  let isInterrupted = false;
  const stopListening = io.onInterrupt(() => {
    isInterrupted = true;
  });
  const shrinking = shrinkingOf(given, {
    keepNodes: flag(args, 'keep-nodes') === true,
    shouldStop: () => isInterrupted || io.now() >= endsAt,
  });
  let next = shrinking.next();
  while (next.done !== true) {
    io.stdout.write(stepLine(next.value));
    await io.breathe();
    next = shrinking.next();
  }
  stopListening();
  const result = next.value;
  io.stdout.write(accountLines(result, io.now() - startedAt));
  write(result, output, io);
  if (isInterrupted) return exitCodes.interrupted;
  return result.proof === null ? exitCodes.inconclusive : exitCodes.ok;
}

/** A file that somebody may have edited since is never written over without being asked to. */
function write({ text: repro, case: shrunk }: ShrinkResult, output: string | null, io: Io): void {
  const path = output ?? `${shrunk.scenario.name}.yaml`;
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
  io.stdout.write(`  wrote ${path} (${repro.trimEnd().split('\n').length} lines, a plain scenario)\n`);
}
