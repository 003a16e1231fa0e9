// `whitewater completion bash|zsh|fish`: the script for a shell. The scripts ask `completion words -- …`.

import { type Args, text } from '../args.ts';
import { BadInput } from '../bad-input.ts';
import { completionScript, shellNames } from '../completion-script.ts';
import { didYouMean } from '../did-you-mean.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';

export function completionCommand(args: Args, io: Io): ExitCode {
  const word = text(args, 'shell') ?? '';
  const shell = shellNames.find((each) => each === word);
  if (shell === undefined) {
    throw new BadInput(
      `there is no completion for "${word}"`,
      didYouMean(word, shellNames) ?? `the shells are ${shellNames.join(', ')}`,
    );
  }
  io.stdout.write(completionScript(shell));
  return exitCodes.ok;
}
