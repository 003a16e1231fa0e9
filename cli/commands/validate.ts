// `whitewater validate`: every mistake of every file, and how many there are.

import { counted } from '../../reports/quantity.ts';
import { type Args, flag, texts } from '../args.ts';
import { InvalidScenario } from '../bad-input.ts';
import type { EngineLoader } from '../engine.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { lookOf } from '../look.ts';

export async function validateCommand(args: Args, io: Io, loadEngine: EngineLoader): Promise<ExitCode> {
  const look = lookOf({ color: flag(args, 'color'), ascii: flag(args, 'ascii') }, io);
  const engine = await loadEngine();
  const files = engine.find(texts(args, 'file'), io.cwd);
  if (files.length === 0) {
    io.stderr.write(
      'no scenario to validate: there is no *.yaml or *.yml in the folders, and nothing that the patterns match\n',
    );
    return exitCodes.nothingToRun;
  }
  let mistakes = 0;
  let invalid = 0;
  for (const file of files) {
    try {
      engine.load(file, io.cwd, look.color.level > 0, texts(args, 'set'));
    } catch (error) {
      if (!(error instanceof InvalidScenario)) throw error;
      invalid++;
      mistakes += error.mistakes;
      io.stdout.write(`${error.message}\n`);
    }
  }
  if (invalid === 0) {
    io.stdout.write(`${counted(files.length, 'file')}, no mistakes\n`);
    return exitCodes.ok;
  }
  io.stdout.write(`${counted(mistakes, 'mistake')} in ${invalid} of ${counted(files.length, 'file')}\n`);
  return exitCodes.badInput;
}
