// `whitewater explain`: what one file compiles to under one seed.

import { type Args, flag, text, texts } from '../args.ts';
import { BadInput } from '../bad-input.ts';
import type { EngineLoader } from '../engine.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { lookOf } from '../look.ts';
import { parseSeed } from '../seeds.ts';

export async function explainCommand(args: Args, io: Io, loadEngine: EngineLoader): Promise<ExitCode> {
  const look = lookOf({ color: flag(args, 'color'), ascii: flag(args, 'ascii') }, io);
  const given = text(args, 'seed');
  const chosen = given === null ? null : parseSeed(given);
  const engine = await loadEngine();
  const files = engine.find(texts(args, 'file'), io.cwd);
  if (files.length !== 1) throw new BadInput(`explain takes one file, and these are ${files.length}`);
  const scenario = engine.load(files[0]!, io.cwd, look.color.level > 0, texts(args, 'set'));
  const seed = chosen ?? scenario.seed ?? 1;
  const account = engine.explain(scenario.compile(seed)).trimEnd();
  io.stdout.write(`${scenario.file} under seed ${seed}\n\n${account}\n`);
  return exitCodes.ok;
}
