// `whitewater init`: files to begin with; never over what is there, and all of them or none.

import { join, resolve } from 'node:path';
import { type Args, flag, text } from '../args.ts';
import { BadInput } from '../bad-input.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { EngineLoader } from '../engine.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { quoted } from '../replay.ts';
import { type TemplateName, templateNames, templateOf } from '../templates.ts';
import { writeAll } from '../write-all.ts';

export async function initCommand(args: Args, io: Io, loadEngine: EngineLoader): Promise<ExitCode> {
  const name = templateName(text(args, 'template') ?? 'scenario');
  const folder = text(args, 'dir') ?? '.';
  const engine = await loadEngine();
  const { files, next } = templateOf(name, engine.jsonSchema());
  const mayAsk = flag(args, 'yes') !== true && flag(args, 'input') !== false;
  if (mayAsk && io.ask !== null) {
    const list = files.map(({ path }) => `  ${join(folder, path)}\n`).join('');
    const answer = await io.ask(`This writes\n${list}Go on? [Y/n] `);
    if (!/^\s*(y|yes)?\s*$/i.test(answer)) {
      io.stderr.write('nothing was written\n');
      return exitCodes.ok;
    }
  }
  writeAll(resolve(io.cwd, folder), files, folder);
  for (const { path } of files) io.stdout.write(`wrote ${join(folder, path)}\n`);
  io.stdout.write('\nnow\n');
  const commands = next.map(([command]) => `whitewater ${words(command, folder)}`);
  const columns = Math.max(...commands.map((command) => command.length));
  for (const [position, [, what]] of next.entries()) {
    io.stdout.write(`  ${commands[position]!.padEnd(columns)}  # ${what}\n`);
  }
  return exitCodes.ok;
}

/** The folder as a shell reads it back. */
function words(command: string, folder: string): string {
  return command
    .split(' ')
    .map((word) => (word.startsWith('{dir}/') ? quoted(placed(folder, word.slice('{dir}/'.length))) : word))
    .join(' ');
}

/** A folder that begins with a dash would be taken for an option. */
function placed(folder: string, path: string): string {
  const whole = join(folder, path);
  return whole.startsWith('-') ? `./${whole}` : whole;
}

function templateName(word: string): TemplateName {
  const known = templateNames.find((each) => each === word);
  if (known !== undefined) return known;
  throw new BadInput(
    `there is no template "${word}"`,
    didYouMean(word, templateNames) ?? `the templates are ${templateNames.join(', ')}`,
  );
}
